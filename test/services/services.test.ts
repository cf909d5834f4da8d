import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Command } from '../../src/port/index.ts'
import { bank, counter, keyValue, queue } from '../../src/services/index.ts'
import { commandsOf, resultsOf } from './draws.ts'

function command(op: string, fields: Readonly<Record<string, unknown>> = {}): Command {
  return { op, ...fields }
}

test('a key/value store puts, gets and appends, each key for itself', () => {
  const x = (op: string, value?: string): Command => command(op, { key: 'x', value })
  const y = (op: string, value?: string): Command => command(op, { key: 'y', value })
  const results = resultsOf(keyValue, x('get'), x('put', '1'), x('append', '2'), y('append', '3'), x('get'))
  expect(results).toEqual([null, 'ok', '12', '3', '12'])
})

test('a compare-and-set writes where the value is as expected, and where there is none if none is expected', () => {
  const cas = (from: string | null, to: string): Command => command('cas', { key: 'x', from, to })
  const get = command('get', { key: 'x' })
  const results = resultsOf(keyValue, cas('a', 'b'), get, cas(null, 'a'), cas(null, 'b'), cas('a', 'b'), get)
  expect(results).toEqual(['unequal', null, 'swapped', 'unequal', 'swapped', 'b'])
})

test('what is deleted is gone, and deleting nothing is told', () => {
  const x = (op: string, value?: string): Command => command(op, { key: 'x', value })
  const results = resultsOf(keyValue, x('delete'), x('put', '1'), x('delete'), x('get'), x('append', '2'))
  expect(results).toEqual([null, 'ok', 'ok', null, '2'])
})

test('keys that every object has are no keys of an empty store', () => {
  for (const key of ['constructor', '__proto__', 'toString']) {
    const [none, ok] = resultsOf(keyValue, command('get', { key }), command('put', { key, value: '1' }))
    expect([none, ok]).toEqual([null, 'ok'])
  }
})

test('a counter says the sum after each addition', () => {
  const results = resultsOf(counter, command('add', { by: 3 }), command('add', { by: -1 }), command('read'))
  expect(results).toEqual([3, 2, 2])
  expect(() => resultsOf(counter, command('add', { by: 0.5 }))).toThrow('expected a command of the counter')
})

test('a queue gives back what came first, first', () => {
  const enqueue = (value: string): Command => command('enqueue', { value })
  const results = resultsOf(
    queue,
    command('dequeue'),
    enqueue('a'),
    enqueue('b'),
    command('length'),
    command('dequeue'),
    command('dequeue'),
    command('length'),
  )
  expect(results).toEqual([null, 1, 2, 2, 'a', 'b', 0])
})

test('a bank moves money, and refuses to move what is not there', () => {
  const transfer = (amount: number): Command => command('transfer', { from: 'ann', to: 'bob', amount })
  const results = resultsOf(
    bank,
    transfer(70),
    transfer(31),
    command('balance', { account: 'ann' }),
    command('balances'),
  )
  expect(results).toEqual(['ok', 'short', 30, { ann: 30, bob: 170, eve: 100 }])
})

test('a bank knows its accounts, and moves only what is something', () => {
  const wrong = [
    { from: 'ann', to: 'ann', amount: 1 },
    { from: 'ann', to: 'zoe', amount: 1 },
    { from: 'ann', to: 'bob', amount: 0 },
    { from: 'ann', to: 'bob', amount: -5 },
    { from: 'ann', to: 'bob', amount: 0.5 },
  ]
  for (const fields of wrong) {
    expect(() => resultsOf(bank, command('transfer', fields))).toThrow('expected a command of the bank')
  }
})

test('whatever is transferred, no money is made or lost, and nobody owes', () => {
  fc.assert(
    fc.property(commandsOf(bank, 30), (commands) => {
      const balances = resultsOf(bank, ...commands, command('balances')).at(-1) as Record<string, number>
      expect(Object.values(balances).reduce((sum, balance) => sum + balance)).toBe(300)
      expect(Math.min(...Object.values(balances))).toBeGreaterThanOrEqual(0)
    }),
  )
})

test('some transfers that are drawn are refused, most are not', () => {
  const results = fc
    .sample(commandsOf(bank, 30), { seed: 1, numRuns: 200 })
    .flatMap((commands) => resultsOf(bank, ...commands))
  const short = results.filter((result) => result === 'short').length
  const ok = results.filter((result) => result === 'ok').length
  expect(short).toBeGreaterThan(100)
  expect(ok).toBeGreaterThan(short)
})
