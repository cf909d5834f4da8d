import { describe, expect, test } from 'vitest'
import type { BasicEvent } from '../../src/grade/child/index.ts'
import { Tally } from '../../src/grade/rubric/tally.ts'
import type { Task } from '../../src/grade/rubric/tasks.ts'

function hunting(items: readonly number[], part?: string): Task {
  const job = { kind: 'hunt', seed: 1, schedulesMax: 100, properties: null } as const
  return { stage: 'hunt', job: part === undefined ? job : { ...job, part }, items, judge: () => null }
}

function hunted(schedules: number, marks: Readonly<Record<string, number>>): BasicEvent {
  const played = { schedules, steps: 10 * schedules, distinct: schedules }
  return {
    kind: 'hunted',
    summary: { ...played, drawn: { all: 0, timed: 0 }, searched: [], bySchedulers: {}, marks },
  }
}

const seen = { hidden: false }
const hidden = { hidden: true }

describe('what hunts played', () => {
  test('is summed over all parts', () => {
    const tally = new Tally([hunting([0], 'server'), hunting([1])], [seen, seen])
    tally.note(0, hunted(100, { failover: 3, transfer: 1 }))
    tally.note(1, hunted(20, { failover: 2 }))
    expect(tally.hunts).toEqual({
      count: 2,
      schedules: 120,
      steps: 1_200,
      marks: { failover: 5, transfer: 1 },
    })
  })

  test('leaves out what was hunted for private items alone', () => {
    const tally = new Tally([hunting([0]), hunting([1]), hunting([0, 1])], [seen, hidden])
    tally.note(1, hunted(50, { failover: 1 }))
    expect(tally.hunts.count).toBe(0)
    tally.note(2, hunted(7, {}))
    expect(tally.hunts).toEqual({ count: 1, schedules: 7, steps: 70, marks: {} })
  })
})
