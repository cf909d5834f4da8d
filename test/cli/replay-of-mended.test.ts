import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { example, scratch, splitbrain } from './run.ts'

/** A finding in the folder, by the beginning of its name. */
function findingOf(folder: string, name: string): string {
  const found = readdirSync(join(folder, '.splitbrain'), { recursive: true, encoding: 'utf8' })
  const file = found.find((path) => path.endsWith('.finding.json') && path.includes(`/${name}`))
  if (file === undefined) throw new Error(`no finding ${name} in ${found.join(', ')}`)
  return join('.splitbrain', file)
}

describe('a promise about time, replayed', () => {
  const folder = scratch()
  const wrong = example('forward-never-retransmitted')
  let finding = ''

  beforeAll(() => {
    splitbrain(['hunt', wrong, '--budget', '300', '--property', 'progress'], folder)
    finding = findingOf(folder, 'progress.')
  })

  test('is broken again by the solution of the finding', () => {
    expect(splitbrain(['replay', finding, wrong], folder).code).toBe(1)
  })

  test.each(['reference', 'cold-standby', 'log-transfer'])('is no fault of a right one: %s', (right) => {
    const { out, code } = splitbrain(['replay', finding, example(right)], folder)
    expect(out).toMatch(/^\? progress is not broken in the /)
    expect(code).toBe(3)
  })

  test('says what the recorded run leaves out', () => {
    const { out } = splitbrain(['replay', finding, example('reference')], folder)
    expect(out).toMatch(
      / is not broken in the [\d,]+ steps of the recorded run\. That is all of it, and it leaves out what/,
    )
    expect(out).toMatch(/timer forward of s\d, due at \d+ ms, does not fire in it\./)
  })

  test('costs a right one no points, where a rubric asks for it', () => {
    const item = { id: 'r', title: 'R', points: 1, check: { kind: 'replay', file: finding } }
    writeFileSync(join(folder, 'rubric.json'), JSON.stringify({ lab: 'primary-backup', items: [item] }))
    const { out } = splitbrain(['grade', example('reference'), '--rubric', 'rubric.json'], folder)
    expect(out).toContain('1 of 1 points')
    expect(splitbrain(['grade', wrong, '--rubric', 'rubric.json'], folder).out).toContain('0 of 1 points')
  })
})

test('a story that one never came to, replayed with a right solution, is the whole story', () => {
  const folder = scratch()
  splitbrain(['init', '.'], folder)
  const item = { id: 't', title: 'T', points: 1, part: 'viewServer' }
  const items = [{ ...item, check: { kind: 'scenario', name: 'takeover' } }]
  writeFileSync(join(folder, 'rubric.json'), JSON.stringify({ lab: 'primary-backup', items }))
  splitbrain(['grade', 'solution.ts', '--rubric', 'rubric.json'], folder)
  const finding = findingOf(folder, 'viewServer.scenario.takeover.never-failover')
  expect(splitbrain(['replay', finding, 'solution.ts'], folder).code).toBe(1)
  const { out, code } = splitbrain(['replay', finding, example('reference')], folder)
  expect(out).toContain('✓ scenario holds in this run now')
  expect(code).toBe(0)
})
