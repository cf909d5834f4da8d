import { sample } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { playSubject } from '../../src/hunt/index.ts'
import { encodePlain } from '../../src/port/index.ts'
import { plansOf, schedulerNames, type Plan, type SchedulerName } from '../../src/schedule/index.ts'
import type { Trace } from '../../src/trace/index.ts'
import { reference, subject } from '../hunt/subjects.ts'

const hunted = subject(reference)
const plansPerScheduler = 40

function plansFor(name: SchedulerName, seed = 1): readonly Plan[] {
  return sample(plansOf(hunted.arena, name), { seed, numRuns: plansPerScheduler })
}

function played(plan: Plan): Trace {
  return playSubject(hunted, { kind: 'plan', plan })
}

describe.each(schedulerNames.map((name) => [name] as const))('plans for %s', (name) => {
  test('carry its name, and are plain JSON that plays the same run', () => {
    for (const plan of plansFor(name)) {
      expect(plan.scheduler.kind).toBe(name)
      const read = JSON.parse(JSON.stringify(plan)) as Plan
      expect(read).toEqual(plan)
      expect(encodePlain(played(read))).toBe(encodePlain(played(plan)))
    }
  })

  test('are the same for the same seed, and others for another', () => {
    expect(plansFor(name, 3)).toEqual(plansFor(name, 3))
    expect(plansFor(name, 3)).not.toEqual(plansFor(name, 4))
  })

  test('replay as explicit steps', () => {
    for (const plan of plansFor(name)) {
      const { setup, calm, entries } = played(plan)
      const steps = entries.flatMap(({ cause, atMs }) =>
        cause.kind === 'start' ? [] : [{ atMs, step: cause }],
      )
      const again = playSubject(hunted, { kind: 'steps', setup, steps, calm })
      expect(encodePlain(again)).toBe(encodePlain({ ...played(plan), cutShort: null }))
    }
  })
})
