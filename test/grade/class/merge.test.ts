import { describe, expect, test } from 'vitest'
import { inShard, merge, planOf, type ShardResults } from '../../../src/grade/class/index.ts'
import { fakeResult } from './fake.ts'

const ids = ['zoë', 'ann', 'bob', 'cem', 'dan']
const all = ids.map((id) => ({ id, key: `key of ${id}` }))

function shard(index: number, count: number, changes: Partial<ShardResults['plan']> = {}): ShardResults {
  const plan = {
    ...planOf({ grader: '1', settings: { seed: 1 }, submissions: all }, { index, count }),
    ...changes,
  }
  const keys = new Set(inShard(all, { index, count }).map(({ key }) => key))
  const read: ShardResults['read'] = (key) =>
    keys.has(key) ? fakeResult(key.replace('key of ', ''), key.length) : null
  return { folder: `results-${index}`, plan, read }
}

/** A shard that was killed before it came to one submission, or graded it otherwise than the others. */
function withResult(one: ShardResults, id: string, points: number | null): ShardResults {
  const read: ShardResults['read'] = (key) =>
    key !== `key of ${id}` ? one.read(key) : points === null ? null : fakeResult(id, points)
  return { ...one, read }
}

describe('shards of one class', () => {
  test('are the class in the order in which it was given', () => {
    const merged = merge([shard(2, 3), shard(3, 3), shard(1, 3)])
    if (merged.kind === 'impossible') throw new Error(JSON.stringify(merged))
    expect(merged.submissions).toEqual(all)
    expect(merged.submissions.map(({ key }) => merged.read(key).id)).toEqual(ids)
  })

  test('may say the same twice', () => {
    expect(merge([shard(1, 2), shard(2, 2), shard(1, 2)]).kind).toBe('merged')
    expect(merge([shard(1, 2), shard(1, 1)]).kind).toBe('merged')
  })

  test('of which one is not there are named by who is missing', () => {
    expect(merge([shard(1, 3), shard(3, 3)])).toEqual({
      kind: 'impossible',
      // In the order of code units: ann 1, bob 2, cem 3, dan 1, zoë 2.
      missing: ['zoë has no result: shard 2/3 is not there', 'bob has no result: shard 2/3 is not there'],
      conflicts: [],
    })
  })

  test('of which one was not graded to its end are named by who is missing', () => {
    expect(merge([shard(1, 2), withResult(shard(2, 2), 'dan', null)])).toMatchObject({
      missing: ['dan has no result: results-2, shard 2/2, was not graded to its end (--resume)'],
    })
  })

  test('with two results for one submission are in conflict', () => {
    const again = { ...withResult(shard(1, 2), 'ann', 1), folder: 'again' }
    expect(merge([shard(1, 2), shard(2, 2), again])).toMatchObject({
      kind: 'impossible',
      conflicts: ['ann has different results in results-1 and again'],
    })
  })
})

describe('shards of two classes are in conflict', () => {
  const changed = all.map(({ id, key }) => ({ id, key: id === 'cem' ? 'another' : key }))
  test.each([
    [{ grader: '2' }, 'results-1 and results-2 are of different graders: 1 and 2'],
    [{ settings: { seed: 2 } }, 'results-1 and results-2 differ in seed: 1 and 2'],
    [{ submissions: all.slice(1) }, 'zoë is in the class of results-1 alone'],
    [{ submissions: [...all, { id: 'eve', key: 'e' }] }, 'eve is in the class of results-2 alone'],
    [{ submissions: changed }, 'cem has other files in results-1 than in results-2'],
    [{ submissions: all.toReversed() }, 'results-1 and results-2 have the class in another order'],
  ])('%j', (changes, conflict) => {
    expect(merge([shard(1, 2), shard(2, 2, changes)])).toEqual({
      kind: 'impossible',
      missing: [],
      conflicts: [conflict],
    })
  })
})
