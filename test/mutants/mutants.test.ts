import { describe, expect, test } from 'vitest'
import { playSubject } from '../../src/hunt/index.ts'
import { primaryBackupScenarios } from '../../src/labs/primary-backup/scenarios/index.ts'
import type { Plan } from '../../src/schedule/index.ts'
import { correct } from '../correct/index.ts'
import { directed } from './directed.ts'
import { firstFailure, rows, subjectFor } from './hunting.ts'
import { mutants } from './index.ts'
import { slow } from './slow.ts'

const seed = 1
/** Enough for each that is not listed as slow: the slowest takes half of it. */
const schedulesMax = 4_000
const schedulesOfRightOnes = 300

const wrong = mutants.filter(({ control }) => !control)

describe('hunting finds', () => {
  test.each(named(wrong.filter(({ id }) => !(id in slow))))('%s %s', (_id, _title, { solution, expects }) => {
    const failure = firstFailure(solution, seed, schedulesMax)
    expect(failure?.schedules).toBeLessThanOrEqual(schedulesMax)
    expect(expects).toContain(failure?.property)
  })
})

describe('a run made for it shows', () => {
  const plans: Readonly<Record<string, Plan>> = {
    ...directed,
    ...Object.fromEntries(
      Object.entries({ P2: 'stale-read', B2: 'old-messages' }).map(([id, name]) => [id, scenario(name)]),
    ),
  }
  test.each(named(wrong.filter(({ id }) => id in slow)))('%s %s', (id, _title, { solution }) => {
    const plan = plans[id]
    expect(plan).toBeDefined()
    if (plan === undefined) return
    expect(brokenBy(solution, plan)).not.toEqual([])
    for (const right of Object.values(correct)) expect(brokenBy(right, plan)).toEqual([])
  })
})

describe('nothing is found in', () => {
  test.each(named(rows.filter(({ isWrong }) => !isWrong)))('%s %s', (_id, _title, { solution }) => {
    expect(firstFailure(solution, seed, schedulesOfRightOnes)).toBeNull()
  })
})

test('ids are unique, and what is slow exists', () => {
  const ids = rows.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toEqual(expect.arrayContaining([...Object.keys(slow), ...Object.keys(directed)]))
})

function named<T extends { readonly id: string; readonly title: string }>(
  list: readonly T[],
): (readonly [id: string, title: string, T])[] {
  return list.map((each) => [each.id, each.title, each])
}

function scenario(name: string): Plan {
  const found = primaryBackupScenarios.find((each) => each.name === name)
  if (found === undefined) throw new Error(`there is no scenario ${name}`)
  return found.plan
}

function brokenBy(solution: object, plan: Plan): readonly string[] {
  const subject = subjectFor(solution)
  const trace = playSubject(subject, { kind: 'plan', plan })
  return subject.judgements.flatMap(({ name, judge }) => (judge(trace).kind === 'violated' ? [name] : []))
}
