import { describe, expect, test } from 'vitest'
import { judgements } from '../../properties/index.ts'
import { playSubject } from '../../src/hunt/index.ts'
import { scenarios } from '../../src/labs/scenarios.ts'
import type { Plan } from '../../src/schedule/index.ts'
import { firstFailure, rows, subjectOfRow, type Row } from './hunting.ts'
import { mutants } from './index.ts'
import type { Mutant } from './mutant.ts'

const seed = 1
/** Enough for each that is not listed as rare: the slowest takes half of it. */
const schedulesMax = 4_000
const schedulesOfRightOnes = 300

const wrong = rows.flatMap((row) => {
  const mutant = mutantOf(row)
  return mutant === undefined || mutant.control ? [] : [{ row, mutant }]
})
const rare = wrong.flatMap(({ row, mutant }) =>
  mutant.rare === undefined ? [] : [{ row, rare: mutant.rare }],
)
const right = rows.filter(({ isWrong }) => !isWrong)

describe('hunting finds', () => {
  const common = wrong.filter(({ mutant }) => mutant.rare === undefined)
  test.each(common.map(({ row, mutant }) => [nameOf(row), row, mutant] as const))(
    '%s',
    (_name, row, mutant) => {
      const failure = firstFailure(subjectOfRow(row), seed, schedulesMax)
      expect(failure?.schedules).toBeLessThanOrEqual(schedulesMax)
      expect(mutant.expects).toContain(failure?.property)
    },
  )
})

describe('a run made for it shows', () => {
  test.each(rare.map((each) => [nameOf(each.row), each] as const))(
    '%s',
    (_name, { row, rare: { shownBy } }) => {
      const plan = typeof shownBy === 'string' ? planOfScenario(row.lab, shownBy) : shownBy
      expect(brokenBy(row, plan)).not.toEqual([])
      const peers = right.filter(({ lab, service }) => lab === row.lab && service === row.service)
      expect(peers.length).toBeGreaterThan(0)
      for (const peer of peers) expect(brokenBy(peer, plan)).toEqual([])
    },
  )
})

describe('nothing is found in', () => {
  test.each(right.map((row) => [nameOf(row), row] as const))('%s', (_name, row) => {
    expect(firstFailure(subjectOfRow(row), seed, schedulesOfRightOnes)).toBeNull()
  })
})

test('names are unique, and judgements that may fire exist', () => {
  const names = rows.map(({ lab, service, id }) => `${lab}/${service}/${id}`)
  expect(new Set(names).size).toBe(names.length)
  for (const { row, mutant } of wrong) {
    expect(judgements[row.lab]?.map(({ name }) => name)).toEqual(expect.arrayContaining([...mutant.expects]))
  }
})

function nameOf({ lab, id, title }: Row): string {
  return `${lab} ${id} ${title}`
}

function mutantOf(row: Row): Mutant | undefined {
  const ofLab = mutants.filter(({ lab }) => lab === row.lab)
  return ofLab.flatMap((each) => each.mutants).find(({ solution }) => solution === row.solution)
}

function planOfScenario(lab: string, name: string): Plan {
  const found = scenarios.find((each) => each.lab === lab && each.name === name)
  if (found === undefined) throw new Error(`the lab ${lab} has no scenario ${name}`)
  return found.plan
}

function brokenBy(row: Row, plan: Plan): readonly string[] {
  const subject = subjectOfRow(row)
  const trace = playSubject(subject, { kind: 'plan', plan })
  return subject.judgements.flatMap(({ name, judge }) => (judge(trace).kind === 'violated' ? [name] : []))
}
