import { describe, expect, test } from 'vitest'
import { check, keyValueModel, type KeyValueInput, type KeyValueOutput, type Operation } from '#checker'
import { puts } from '../../bench/histories/generated.ts'
import { hashOf } from '../../checker/engine/rows.ts'
import { createChoices } from './agreement/choices.ts'
import { drawHistory, sorts } from './agreement/histories.ts'
import { subjectNamed } from './agreement/subjects/index.ts'

const stepsMax = 100_000

describe('groups that are encoded all at once are judged as each by itself', () => {
  test.each(['key-value', 'key-value-or-null', 'lock'])('%s', (name) => {
    const subject = subjectNamed(name)
    const { engine, partition } = subject.model
    if (engine === undefined || partition?.keyOf === undefined) throw new Error(`${name} has no keys`)
    const ends = { linearizable: 0, illegal: 0, exhausted: 0, full: 0 }
    let taken = 0
    for (let n = 0; n < 4_000; n++) {
      const history = drawHistory(subject, createChoices(n), sorts[n % sorts.length] ?? 'arbitrary')
      const operations = history.filter((operation) => operation.kind !== 'failed')
      const scattered = engine.scatter(operations, partition.keyOf)
      if (scattered === undefined) continue
      taken += 1
      const groups = partition(operations)
      expect([...scattered.sizes]).toEqual(groups.map(({ length }) => length))
      for (const [index, group] of groups.entries()) {
        expect(operations.filter((_, position) => scattered.groupOf[position] === index)).toEqual(group)
        const judged = engine.judge(group, stepsMax, false)
        expect(scattered.judge(index, stepsMax), JSON.stringify(group)).toEqual(judged)
        ends[judged.found] += 1
      }
    }
    expect(taken).toBeGreaterThan(300)
    expect(Math.min(ends.linearizable, ends.illegal)).toBeGreaterThan(100)
  })
})

type Store = Operation<KeyValueInput, KeyValueOutput>

/** Long enough for `check` to encode them all at once. */
const size = { clients: 10, operations: 60_000, seed: 'scatter' }

test('a long history has the verdict of its groups, and the group that is illegal', () => {
  expect(check(keyValueModel, puts(100).linearizable(size), { stepsMax: 1e9 }).kind).toBe('linearizable')
  const history = puts(100).illegal(size)
  const verdict = check(keyValueModel, history, { stepsMax: 1e9 })
  if (verdict.kind !== 'illegal') throw new Error(verdict.kind)
  const key = verdict.group[0]?.input.key
  expect(verdict.group).toEqual(history.filter(({ input }) => input.key === key))
  expect(check(keyValueModel, verdict.group, { stepsMax: 1e9 }).kind).toBe('illegal')
})

test('what is no operation is found in a long history, too', () => {
  const history: Store[] = [...puts(100).linearizable(size)]
  const odd = { kind: 'put', key: 'k1', value: 7 } as unknown as KeyValueInput
  history[59_000] = { kind: 'pending', client: 'odd', input: odd, call: 1 }
  expect(() => check(keyValueModel, history, { stepsMax: 1e9 })).toThrow('operation 59000 of odd: expected')
})

test('values with one hash are told apart', () => {
  const [one, other] = collision()
  const put: KeyValueInput = { kind: 'put', key: 'x', value: one }
  const told = (value: string): readonly Store[] => [
    { kind: 'returned', client: 'a', input: put, output: { kind: 'done' }, call: 1, return: 2 },
    ...Array.from({ length: 60_000 }, (_, n): Store => {
      const input: KeyValueInput = { kind: 'get', key: 'x' }
      const at = 3 + 2 * n
      return {
        kind: 'returned',
        client: 'a',
        input,
        output: { kind: 'value', value },
        call: at,
        return: at + 1,
      }
    }),
  ]
  expect(hashOf(one)).toBe(hashOf(other))
  expect(check(keyValueModel, told(one), { stepsMax: 1e9 }).kind).toBe('linearizable')
  expect(check(keyValueModel, told(other), { stepsMax: 1e9 }).kind).toBe('illegal')
})

/** Two texts that differ, with one hash. */
function collision(): readonly [string, string] {
  const beginning = 'a'.repeat(16)
  const end = 'z'.repeat(16)
  return [`${beginning}1${end}`, `${beginning}2${end}`]
}
