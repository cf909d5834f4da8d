import { describe, expect, test } from 'vitest'
import { Encoding, type Encode } from '../../checker/engine/encoding.ts'
import { isNarrow, NarrowSearch } from '../../checker/engine/narrow-search.ts'
import { Search } from '../../checker/engine/search.ts'
import { Timeline } from '../../checker/engine/timeline.ts'
import { ValueReductions } from '../../checker/engine/value-reductions.ts'
import { linearizationOf } from '../../checker/engine/witness.ts'
import { createChoices } from './agreement/choices.ts'
import { drawHistory, sorts, type AnyOperation } from './agreement/histories.ts'
import { subjectNamed } from './agreement/subjects/index.ts'

const models = ['register', 'cas-register', 'set', 'lock'] as const
const encoding = new Encoding()
const timeline = new Timeline()
const narrow = new NarrowSearch(encoding, timeline)
const wide = new Search(encoding, timeline, ValueReductions)

/** What either search says of a group, and how it got there. */
function outcomesOf(group: readonly AnyOperation[], encode: Encode<unknown, unknown>) {
  encoding.reset(group.length)
  encode(group, encoding)
  timeline.lay(encoding)
  if (!isNarrow(encoding, timeline)) return null
  const [one, other] = [narrow, wide].map((search) => {
    const found = search.run(100_000)
    const order = found === 'linearizable' ? linearizationOf(search) : null
    return { found, stepsSpent: search.stepsSpent, order }
  })
  return { narrow: one, wide: other }
}

describe('both searches take the same steps to the same end', () => {
  test.each(models)('%s', (name) => {
    const { model, ...subject } = subjectNamed(name)
    const { engine, partition } = model
    if (engine === undefined) throw new Error(`the model ${name} has no encoding`)
    const ends = { linearizable: 0, illegal: 0, exhausted: 0, full: 0 }
    for (let n = 0; n < 4_000; n++) {
      const choices = createChoices(n)
      const history = drawHistory({ model, ...subject }, choices, sorts[n % sorts.length] ?? 'arbitrary')
      const operations = history.filter((operation) => operation.kind !== 'failed')
      for (const group of partition?.(operations) ?? [operations]) {
        const outcomes = outcomesOf(group, engine.encode)
        if (outcomes?.narrow === undefined) continue
        expect(outcomes.narrow, JSON.stringify(group)).toEqual(outcomes.wide)
        ends[outcomes.narrow.found] += 1
      }
    }
    expect(Math.min(ends.linearizable, ends.illegal)).toBeGreaterThan(300)
  })
})
