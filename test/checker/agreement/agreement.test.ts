import { describe, expect, test } from 'vitest'
import { check, linearize } from '#checker'
import { run, type Campaign, type Counts, type Disagreement } from './campaign.ts'
import type { Checker } from './disagreement.ts'
import { greedily } from './greedily.ts'
import { sorts } from './histories.ts'
import { subjects } from './subjects/index.ts'
import { wrongCheckers } from './wrong-checkers.ts'

const names = subjects.map((subject) => subject.name)

function firstDisagreement(campaign: Campaign, counts: Counts): Disagreement | undefined {
  for (const found of run(campaign, counts)) if (found !== undefined) return found
  return undefined
}

function campaign(checker: Checker, histories: number, model?: string): Campaign {
  return { checker, seed: 1, first: 0, histories, model }
}

describe('the checker, the port and every order agree', () => {
  const counts: Counts = new Map()

  test('on 20,000 random histories', { timeout: 300_000 }, () => {
    expect(firstDisagreement(campaign({ check, linearize }, 20_000), counts)).toBeUndefined()
  })

  test('of which there are enough of both verdicts, of every model and sort', () => {
    const scarce = names.flatMap((name) =>
      sorts.flatMap((sort) => {
        const count = (verdict: string): number => counts.get(`${name} ${sort} ${verdict}`) ?? 0
        const [linearizable, illegal, givenUp] = ['linearizable', 'illegal', 'given-up'].map(count)
        const told = { name, sort, linearizable, illegal, givenUp }
        if (linearizable === undefined || illegal === undefined || givenUp === undefined) return [told]
        const isEnough =
          linearizable > 30 && givenUp < 3 && (sort === 'simulated' ? illegal === 0 : illegal > 5)
        return isEnough ? [] : [told]
      }),
    )
    expect(scarce).toEqual([])
  })
})

const withReads = subjects.filter(({ model }) => model.isReadOnly !== undefined).map(({ name }) => name)

test.each(withReads)('what the model of a %s calls read-only may be taken as soon as it is legal', (name) => {
  const greedy: Checker['linearize'] = (model, history, budget) =>
    greedily(model, history, budget, (input) => model.isReadOnly?.(input) === true)
  const found = firstDisagreement(campaign({ check: greedy, linearize: greedy }, 1_000, name), new Map())
  expect(found).toBeUndefined()
})

/** Where a mistake can be seen, when not in every model. */
const places: Readonly<Record<string, string>> = {
  'places every pending operation': 'waiting-queue',
  'takes a compare-and-set for read-only': 'cas-register',
  'takes a read of a random register for read-only': 'random-register',
}

test.each(Object.entries(wrongCheckers))('a checker that %s is found out', (name, checker) => {
  const found = firstDisagreement(campaign(checker, 5_000, places[name]), new Map())
  expect(found).toBeDefined()
  expect(found?.history.length).toBeLessThanOrEqual(5)
})
