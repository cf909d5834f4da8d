import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { gradeSolution, type Grade } from '../../src/grade/index.ts'
import { labs } from '../../src/labs/index.ts'
import { bundledAround } from './solutions.ts'

const schedulesMax = 250

async function graded(lab: string, path: string): Promise<Grade> {
  const rubric = labs[lab]?.rubric
  if (rubric === undefined) throw new Error(`no lab ${lab}`)
  return gradeSolution(path, { rubric, service: 'key-value', seed: 1, schedulesMax, onProgress: () => {} })
}

/** A solution file around a wrong variant of `test/mutants`. */
function mutant(lab: string, file: string): string {
  return bundledAround(`mutants/${lab}/${file}.ts`, 'it.solution')
}

describe.each(['single-server', 'state-machine-replication'])('%s', (lab) => {
  test('the reference has every point, and they are 100', async () => {
    const example = fileURLToPath(new URL(`../../examples/solutions/${lab}.ts`, import.meta.url))
    expect(await graded(lab, example)).toMatchObject({
      status: 'graded',
      points: 100,
      pointsMax: 100,
      warnings: [],
    })
  })
})

/** The items that a wrong solution must lose, at least, and some that it must keep. */
const table: readonly (readonly [
  lab: string,
  file: string,
  lost: readonly string[],
  kept: readonly string[],
])[] = [
  [
    'single-server',
    'a1-no-duplicate-detection',
    ['lost-reply', 'late-duplicate', 'two-clients', 'no-duplicate-writes', 'linearizable'],
    ['progress', 'well-behaved'],
  ],
  [
    'single-server',
    'c5-never-sends-again',
    ['lost-reply', 'progress'],
    ['linearizable', 'no-duplicate-writes'],
  ],
  [
    'single-server',
    'c8-gives-up',
    ['single-node-crash', 'linearizable'],
    ['late-duplicate', 'no-duplicate-writes'],
  ],
  ['single-server', 't9-marks-and-throws', ['lost-reply', 'well-behaved'], []],
  [
    'state-machine-replication',
    'o1-everyone-orders',
    ['clients-at-once', 'replicas-agree'],
    ['progress', 'well-behaved'],
  ],
  [
    'state-machine-replication',
    'f1-answers-before-the-others',
    ['stuck-replica-dead', 'all-before-reply'],
    ['replicas-agree', 'linearizable', 'no-duplicate-writes', 'progress'],
  ],
  [
    'state-machine-replication',
    'f4-never-forwards-again',
    ['forward-lost', 'progress'],
    ['replicas-agree', 'all-before-reply', 'clients-at-once'],
  ],
  [
    'state-machine-replication',
    'r1-any-server-reads',
    // So few random schedules need not find it.
    ['new-then-old'],
    ['all-before-reply'],
  ],
]

test.each(table)('%s %s loses %j and keeps %j', async (lab, file, lost, kept) => {
  const { status, points, items } = await graded(lab, mutant(lab, file))
  const pointsOf = Object.fromEntries(items.map((item) => [item.id, [item.points, item.verdict]]))
  expect(status).toBe('graded')
  expect(points).toBeLessThan(100)
  for (const id of lost) expect([id, pointsOf[id]]).toEqual([id, [0, 'violated']])
  for (const id of kept) expect([id, pointsOf[id]?.[1]]).toEqual([id, 'held'])
})
