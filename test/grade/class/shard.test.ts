import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inShard, shardFrom } from '../../../src/grade/class/index.ts'

test('the shards of a class have each submission once, whatever the order in which they are given', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 40 }).chain((ids) =>
        fc.record({
          ids: fc.constant(ids),
          shuffled: fc.shuffledSubarray(ids, { minLength: ids.length }),
          count: fc.integer({ min: 1, max: 12 }),
        }),
      ),
      ({ ids, shuffled, count }) => {
        const shards = Array.from({ length: count }, (_, i) => {
          const shard = { index: i + 1, count }
          const mine = inShard(
            ids.map((id) => ({ id })),
            shard,
          ).map(({ id }) => id)
          const theirs = inShard(
            shuffled.map((id) => ({ id })),
            shard,
          ).map(({ id }) => id)
          expect(theirs.toSorted()).toEqual(mine.toSorted())
          return mine
        })
        expect(shards.flat().toSorted()).toEqual(ids.toSorted())
        const sizes = shards.map(({ length }) => length)
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
      },
    ),
  )
})

function slurm(id: number, min: number, max: number, count: number): Record<string, string> {
  return {
    SLURM_ARRAY_TASK_ID: String(id),
    SLURM_ARRAY_TASK_MIN: String(min),
    SLURM_ARRAY_TASK_MAX: String(max),
    SLURM_ARRAY_TASK_COUNT: String(count),
  }
}

describe('a shard is read', () => {
  test.each([
    ['2/10', {}, 2, 10],
    // What a scheduler says does not count when a shard is named.
    ['2/10', slurm(1, 1, 4, 4), 2, 10],
    ['auto', slurm(1, 1, 10, 10), 1, 10],
    ['auto', slurm(0, 0, 9, 10), 1, 10],
    ['auto', slurm(9, 0, 9, 10), 10, 10],
    ['auto', slurm(14, 2, 14, 4), 4, 4],
    ['auto/10', slurm(3, 1, 10, 10), 3, 10],
    ['auto', slurm(7, 7, 7, 1), 1, 1],
    ['auto/5', { JOB_COMPLETION_INDEX: '0' }, 1, 5],
    ['auto/5', { JOB_COMPLETION_INDEX: '4' }, 5, 5],
    ['auto', { CI_NODE_INDEX: '3', CI_NODE_TOTAL: '4' }, 3, 4],
  ])('%s with %j', (text, environment, index, count) => {
    expect(shardFrom(text, environment)).toMatchObject({ index, count })
  })

  test('and says where it was read', () => {
    expect(shardFrom('auto', slurm(3, 1, 10, 10)).from).toBe('SLURM_ARRAY_TASK_ID=3, task 3 of 10')
    expect(shardFrom('auto/5', { JOB_COMPLETION_INDEX: '4' }).from).toBe('JOB_COMPLETION_INDEX=4, pod 5 of 5')
    expect(shardFrom('2/3', {}).from).toBe('--shard 2/3')
  })

  test.each([
    ['0/3', {}, 'expected K/N with K from 1 to N'],
    ['4/3', {}, 'expected K/N with K from 1 to N'],
    ['half', {}, 'expected K/N with K from 1 to N, such as 2/10, or auto'],
    ['auto', {}, 'expected one of SLURM_ARRAY_TASK_ID, JOB_COMPLETION_INDEX, CI_NODE_INDEX'],
    ['auto', { JOB_COMPLETION_INDEX: '1' }, 'say --shard auto/N with the completions of the job'],
    ['auto/2', { JOB_COMPLETION_INDEX: '2' }, 'pod 3 of 2'],
    [
      'auto',
      { SLURM_ARRAY_TASK_ID: '1' },
      'expected a whole number in SLURM_ARRAY_TASK_COUNT, found nothing',
    ],
    ['auto', slurm(3, 1, 10, 3), 'expected an array with evenly spaced tasks'],
    ['auto', slurm(2, 1, 5, 3), 'expected an array with evenly spaced tasks'],
    // One task of an array run again is not a class of its own.
    ['auto/10', slurm(3, 3, 3, 1), 'to run a part of an array again, say --shard K/N'],
    ['auto', { ...slurm(1, 1, 2, 2), JOB_COMPLETION_INDEX: '0' }, 'which may name different shards'],
  ])('%s with %j is refused', (text, environment, message) => {
    expect(() => shardFrom(text, environment)).toThrow(message)
  })
})
