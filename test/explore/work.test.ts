import { describe, expect, test } from 'vitest'
import { explore, scopeOfRun, shortestRun, smallCalls, type Scope } from '../../src/explore/index.ts'
import { keyValue } from '../../src/services/index.ts'
import { executesTwice, forgetsAnswers, reference, subject } from '../hunt/subjects.ts'
import { labs } from '../../src/labs/index.ts'

const scope: Scope = {
  setup: { lab: 'primary-backup', service: 'key-value', servers: ['s1', 's2'], clients: ['c1'] },
  stage: [],
  joins: [],
  calls: smallCalls(keyValue, ['c1'], 2),
  horizon: { ...(labs['primary-backup']?.horizon ?? { unit: 'nothing', of: () => null }), max: 3 },
}
const limits = { statesMax: 1_000_000, depthMax: 1_000, isReduced: true, onProgress() {} }
/** At the least, for every handler that runs. */
const handlerWork = 300

/** Where single-primary alone is judged, executing twice breaks nothing: the search goes on for as long as it may. */
function exploreEndless(workMax: number) {
  const endless = subject(executesTwice)
  const judged = endless.judgements.filter(({ name }) => name === 'single-primary')
  return explore(endless, judged, scope, { ...limits, workMax })
}

describe('a search that may do only so much work', () => {
  test('stops, and says which runs it has tried', () => {
    const right = subject(reference)
    const few = explore(right, right.judgements, scope, { ...limits, workMax: 1_500_000 })
    expect(few.ending).toMatchObject({ kind: 'stopped', why: 'work' })
    const { depth } = few.figures
    expect(few.ending).toMatchObject({ depth })
    expect(depth).toBeGreaterThan(2)
    const all = explore(right, right.judgements, scope, { ...limits, workMax: 4_000_000 })
    expect(all.ending).toEqual({ kind: 'complete' })
    expect(all.figures.depth).toBeGreaterThan(depth)
  })

  test('stops at the same place each time', () => {
    expect(exploreEndless(2_000_000)).toEqual(exploreEndless(2_000_000))
  })

  test.each([100_000, 1_000_000, 4_000_000])(
    'runs no more handlers than %i units allow where a node comes to ever more states',
    (workMax) => {
      const { ending, figures } = exploreEndless(workMax)
      expect(ending.kind).toBe('stopped')
      // Each is run a second time, to see whether it does the same.
      expect(figures.handlerRuns).toBeLessThan((2 * workMax) / handlerWork)
    },
  )

  test('tells what it has found broken until then', () => {
    const wrong = subject(forgetsAnswers)
    const { broken, ending } = explore(wrong, wrong.judgements, scope, { ...limits, workMax: 1_400_000 })
    expect(broken.map(({ property }) => property)).toEqual(['no-duplicate-writes'])
    expect(ending).toMatchObject({ kind: 'stopped', why: 'work' })
  })

  test('says for the shortest run up to how many steps it has proved that there is none', () => {
    const wrong = subject(forgetsAnswers)
    const judgement = wrong.judgements.find(({ name }) => name === 'no-duplicate-writes')
    if (judgement === undefined) throw new Error('nobody judges no-duplicate-writes')
    const invoked = smallCalls(keyValue, ['c1'], 1)['c1'] ?? []
    const own = scopeOfRun(
      scope.setup,
      invoked.map((command) => ({ kind: 'invoke', client: 'c1', command })),
    )
    const options = { signature: null, stepsMax: 19, statesMax: 100_000 }
    const few = shortestRun(wrong, judgement, own, { ...options, workMax: 400_000 })
    if (few.kind !== 'stopped') throw new Error(`the search ended as ${few.kind}`)
    expect(few.proved).toBeGreaterThan(2)
    const all = shortestRun(wrong, judgement, own, { ...options, workMax: Infinity })
    if (all.kind !== 'found') throw new Error(`the search ended as ${all.kind}`)
    expect(all.steps.length).toBeGreaterThan(few.proved)
  })
})
