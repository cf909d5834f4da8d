import type { Grade } from '../../../src/grade/index.ts'
import type { Result } from '../../../src/grade/class/index.ts'
import type { Finding } from '../../../src/hunt/index.ts'

const setup = { lab: 'primary-backup', service: 'key-value', servers: ['s1'], clients: ['c1'] } as const

const finding: Finding = {
  format: 1,
  property: 'linearizable',
  signature: 'not-linearizable',
  because: 'c1 was told “b”\nand "c"',
  setup: { ...setup, servers: [...setup.servers], clients: [...setup.clients] },
  steps: [],
  calm: null,
  origin: null,
}

/** A grade with one item held, one lost, and one that students must not see. */
export function fakeGrade(id: string, points: number): Grade {
  const check = { kind: 'property', name: 'linearizable' } as const
  const item = { part: null, hidden: false, check, because: '', finding: null }
  return {
    solution: id,
    lab: setup.lab,
    seed: 1,
    schedulesMax: 1,
    status: 'graded',
    problems: [],
    warnings: [],
    points,
    pointsMax: 30,
    items: [
      { ...item, id: 'held', title: 'Held', verdict: 'held', points, pointsMax: 10 },
      {
        ...item,
        id: 'lost',
        title: 'Lost',
        verdict: 'violated',
        points: 0,
        pointsMax: 10,
        because: 'why',
        finding,
      },
      {
        ...item,
        id: 'secret',
        title: 'Secret',
        hidden: true,
        verdict: 'violated',
        points: 0,
        pointsMax: 10,
        because: 'the secret reason',
        finding: { ...finding, because: 'the secret finding' },
      },
    ],
    atFault: [],
    layers: [],
    hunts: { count: 0, schedules: 0, steps: 0, marks: {} },
  }
}

export function fakeResult(id: string, points: number): Result {
  const report = `${id}: ${points} points, “quoted”\n${'x'.repeat(points * 100)}\n`
  return { key: `key of ${id}`, id, file: 'solution.ts', grade: fakeGrade(id, points), report }
}
