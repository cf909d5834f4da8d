import { fileURLToPath } from 'node:url'
import { describe, expect, test, vi } from 'vitest'
import { gradeSolution, type Grade, type GradedItem } from '../../src/grade/index.ts'
import { labs, type Rubric } from '../../src/labs/index.ts'
import { bundledAround } from './solutions.ts'

// A whole grading, on a machine that does other things besides.
vi.setConfig({ testTimeout: 240_000 })

const whole = labs['primary-backup']?.rubric
if (whole === undefined) throw new Error('no lab primary-backup')

/** What takes long is left to the reference. */
const quick: Rubric = {
  ...whole,
  items: whole.items.filter(({ check }) => check.kind !== 'property' && check.kind !== 'certificate'),
}

async function graded(
  path: string,
  rubric: Rubric,
  onItem: (soFar: Grade) => void = () => {},
): Promise<Grade> {
  const options = { rubric, service: 'key-value', seed: 1, schedulesMax: 200 }
  return gradeSolution(path, { ...options, onItem, onProgress() {} })
}

function mutant(file: string): string {
  return bundledAround(`mutants/primary-backup/${file}.ts`, 'it.solution')
}

const lost = ({ items }: Grade): readonly string[] =>
  items.filter(({ points, pointsMax }) => points < pointsMax).map(({ id }) => id)

const sum = (items: readonly GradedItem[], key: 'points' | 'pointsMax'): number =>
  items.reduce((total, item) => total + item[key], 0)

test('the reference has every point, told item by item, the parts first', async () => {
  const points: number[] = []
  const decided: string[] = []
  const path = fileURLToPath(new URL('../../examples/solutions/reference.ts', import.meta.url))
  const grade = await graded(path, whole, (soFar) => {
    points.push(soFar.points)
    const last = soFar.items.find(({ id, verdict }) => verdict === 'held' && !decided.includes(id))
    if (last !== undefined) decided.push(last.id)
  })
  expect(grade).toMatchObject({ status: 'graded', points: 100, pointsMax: 100, atFault: [], problems: [] })
  expect(points).toEqual(points.toSorted((a, b) => a - b))
  expect(points.at(-1)).toBe(100)
  expect(decided[0]).toBe('startup-view')
  expect(decided.at(-1)).toMatch(/^together/)
})

const right = [
  'backup-pulls',
  'batching',
  'polling',
  'attempts/index',
  'checkpoints/index',
  'log-matching/index',
  'log-shipping/index',
  'windowed/index',
]

test.each(right)('%s, which is right, has every point but for hunts', async (name) => {
  const grade = await graded(bundledAround(`correct/primary-backup/${name}.ts`, 'it'), quick)
  expect({ lost: lost(grade), status: grade.status }).toEqual({ lost: [], status: 'graded' })
  expect(grade.points).toBe(grade.pointsMax)
})

/** A wrong variant, the only part at fault, and items that it loses, at least. */
const table: readonly (readonly [file: string, part: string, lost: readonly string[]])[] = [
  ['vs1-does-not-wait-for-the-ack', 'viewServer', ['waits-for-ack', 'backup-pings-first']],
  ['vs7-promotes-an-idle-server', 'viewServer', ['uninitialised-not-promoted']],
  ['vs13-keeps-a-dead-backup', 'viewServer', ['dead-backup-removed', 'dead-backup-replaced']],
  ['vs17-counts-views-without-a-change', 'viewServer', ['same-members-same-view']],
  ['vs20-takes-a-client-for-a-server', 'viewServer', ['clients-are-no-servers']],
  ['p2-serves-reads-alone', 'server', ['stale-read']],
  ['c2-numbers-retries-anew', 'client', ['client-retries']],
  ['c4-asks-for-the-view-each-time', 'client', ['client-requests']],
]

describe('a mistake of one part is paid once', () => {
  test.each(table)('%s: the %s is at fault, and %j are lost', async (file, part, expected) => {
    const grade = await graded(mutant(file), quick)
    expect(lost(grade)).toEqual(expect.arrayContaining([...expected]))
    expect(grade.atFault).toEqual([part])
    for (const item of grade.items.filter(({ points, pointsMax }) => points < pointsMax)) {
      // Every lost point comes with its run, which names the part.
      expect([item.id, item.finding?.part]).toEqual([item.id, item.part ?? undefined])
      expect(item.finding).not.toBeNull()
    }
    for (const other of ['viewServer', 'server', 'client'].filter((name) => name !== part)) {
      const items = grade.items.filter((item) => item.part === other)
      expect([other, sum(items, 'points')]).toEqual([other, sum(items, 'pointsMax')])
    }
    const together = grade.items.filter((item) => item.part === null)
    expect(sum(together, 'points')).toBeGreaterThanOrEqual((sum(together, 'pointsMax') * 2) / 3)
  })
})

test('one hunt serves items with different budgets: what is found late costs only who asks for much', async () => {
  const hunted = (id: string, schedules: number) =>
    ({ id, title: id, points: 1, check: { kind: 'property', name: 'linearizable', schedules } }) as const
  const rubric = { lab: 'primary-backup', items: [1, 20, 200].map((count) => hunted(`h${count}`, count)) }
  const { items } = await graded(mutant('p5-a-refusal-counts-as-done'), rubric)
  const verdicts = items.map(({ verdict }) => verdict)
  expect(verdicts[0]).toBe('held')
  expect(verdicts[2]).toBe('violated')
})

test('with the same seed the grade is the same, findings too', async () => {
  const path = mutant('p1-answers-before-the-backup')
  const rubric = { ...whole, items: quick.items.filter(({ part }) => part === 'server').slice(0, 12) }
  expect(await graded(path, rubric)).toEqual(await graded(path, rubric))
})
