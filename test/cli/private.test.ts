import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Grade } from '../../src/grade/index.ts'
import { scenarios } from '../../src/labs/scenarios.ts'
import { example, scratch, splitbrain } from './run.ts'

const folder = scratch()
const solution = example('serves-reads-alone')

/** A course's rubric of one item, and a private one with an item of each kind that has a file, a story and a hunt. */
function writeRubrics(): void {
  const shown = { id: 'shown', title: 'Shown', points: 4, part: 'server' }
  writeFileSync(
    join(folder, 'rubric.json'),
    JSON.stringify({
      lab: 'primary-backup',
      items: [{ ...shown, check: { kind: 'scenario', name: 'basic-service' } }],
    }),
  )
  const secret = join(folder, 'staff')
  mkdirSync(secret)
  const story = scenarios.find(({ name }) => name === 'stale-read')
  writeFileSync(join(secret, 'night.json'), JSON.stringify({ ...story, name: 'owl-story' }))
  const { out } = splitbrain(['scenario', 'stale-read', solution], folder)
  const [, found = ''] = /splitbrain replay (\S+)/.exec(out) ?? []
  writeFileSync(join(secret, 'old.finding.json'), readFileSync(join(folder, found)))
  writeFileSync(
    join(secret, 'rubric.yaml'),
    `
lab: primary-backup
seeds: [77001]
items:
  - { id: owl-story, title: Owls at night, points: 2, check: { kind: story, file: night.json } }
  - { id: owl-replay, title: Owls again, points: 3, check: { kind: replay, file: old.finding.json } }
  - { id: owl-kept, title: Owls asleep, points: 1, part: server, check: { kind: scenario, name: one-server } }
  - { id: owl-hunt, title: Owls hunting, points: 1, part: client, check: { kind: property, name: well-behaved, schedules: 40 } }
`,
  )
}

test('private items count, and nothing is told of them but their points', () => {
  writeRubrics()
  const before = readdirSync(join(folder, '.splitbrain'), { recursive: true })
  const args = ['grade', solution, '--rubric', 'rubric.json', '--private', 'staff', '--json', 'staff.json']
  const { out, err } = splitbrain([...args, '--junit', 'students.xml'], folder)
  expect(out).toContain('6 of 11 points')
  expect(out).toContain('private items 2/7')
  const told = [out, err, readFileSync(join(folder, 'students.xml'), 'utf8')].join('\n')
  for (const secret of [/owl/i, /night/, /77001/, /stale-read/, /At fault/]) expect(told).not.toMatch(secret)
  expect(readdirSync(join(folder, '.splitbrain'), { recursive: true })).toEqual(before)
  const { grades } = JSON.parse(readFileSync(join(folder, 'staff.json'), 'utf8')) as { grades: Grade[] }
  const items = grades[0]?.items.map(({ id, hidden, points, verdict }) => [id, hidden, points, verdict])
  expect(items).toEqual([
    ['shown', false, 4, 'held'],
    ['owl-story', true, 0, 'violated'],
    ['owl-replay', true, 0, 'violated'],
    ['owl-kept', true, 1, 'held'],
    ['owl-hunt', true, 1, 'held'],
  ])
})

test('a finding of a private story is told by its story only', () => {
  const signature = 'private story owl-story.nothing-came'
  const setup = { lab: 'primary-backup', service: 'key-value', servers: ['s1'], clients: ['c1'] }
  const run = { setup, steps: [], calm: null, origin: null, solution: 'solution.ts' }
  const finding = { format: 1, property: 'scenario', signature, because: 'nothing came', ...run }
  writeFileSync(join(folder, 'story.finding.json'), JSON.stringify(finding))
  const told = splitbrain(['replay', 'story.finding.json', solution], folder)
  expect([told.code, told.err]).toEqual([2, expect.stringContaining('say --private FOLDER or --rubric FILE')])
  const played = splitbrain(['replay', 'story.finding.json', solution, '--private', 'staff'], folder)
  // Nothing is missing in the whole story.
  expect([played.code, played.out]).toEqual([0, expect.stringContaining('✓ scenario holds in this run now')])
})

test('a story of the course in which something came that must not is told', () => {
  const story = scenarios.find(({ name }) => name === 'basic-service')
  const when = { on: 'sent', kind: 'GetView', from: 'c1', to: null, with: null }
  const came = { when, nth: 6, plusMs: 0 }
  const expects = { ...story?.expects, never: { 'a farewell': { came, before: null } } }
  writeFileSync(
    join(folder, 'farewell.json'),
    JSON.stringify({ ...story, name: 'farewell', judgedBy: ['linearizable'], expects }),
  )
  const item = {
    id: 'farewell',
    title: 'Farewell',
    points: 1,
    check: { kind: 'story', file: 'farewell.json' },
  }
  writeFileSync(
    join(folder, 'farewell.rubric.json'),
    JSON.stringify({ lab: 'primary-backup', items: [item] }),
  )
  const asking = example('asks-before-every-call')
  const { code, out, err } = splitbrain(['grade', asking, '--rubric', 'farewell.rubric.json'], folder)
  expect([code, err]).toEqual([1, ''])
  expect(out).toContain('Lost: farewell (1 point)')
  expect(out).toContain('a farewell')
})

test('a right solution has all private points: it does not play the mistake of another', () => {
  const args = ['grade', example('log-transfer'), '--rubric', 'rubric.json', '--private', 'staff']
  expect(splitbrain(args, folder).out).toContain('11 of 11 points')
})

test('a folder without a rubric, and a file that is not there, are told', () => {
  mkdirSync(join(folder, 'empty'))
  const none = splitbrain(['grade', solution, '--private', 'empty'], folder)
  expect([none.code, none.err]).toEqual([2, expect.stringContaining('expected rubric.yaml')])
  writeFileSync(
    join(folder, 'empty', 'rubric.yml'),
    'lab: primary-backup\nitems: [{ id: a, title: A, points: 1, check: { kind: replay, file: gone.json } }]',
  )
  const gone = splitbrain(['rubric', 'empty/rubric.yml'], folder)
  expect([gone.code, gone.err]).toEqual([2, expect.stringContaining('gone.json')])
})
