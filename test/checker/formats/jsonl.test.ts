import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check } from '#checker'
import {
  formatNamed,
  jsonlHeader,
  jsonlLine,
  modelFor,
  readWhole,
  type ModelName,
  type Reading,
} from '#checker/formats'
import { historySchema, isValid } from './schema.ts'
import { samples } from './texts.ts'

function read(text: string, model?: ModelName): Reading<unknown, unknown> {
  const jsonl = formatNamed('jsonl')
  if (jsonl === undefined) throw new Error('there is no format jsonl')
  return readWhole(jsonl.read(model), text)
}

describe('the JSON Schema', () => {
  const [jsonl = fc.constant({ text: '' })] = [samples['jsonl']]
  const line = jsonl.map(({ text }): unknown => JSON.parse(text.split('\n', 1)[0] ?? ''))

  test('in docs/ is the one that the readers go by', () => {
    const file = new URL('../../../docs/history.schema.json', import.meta.url)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(historySchema)))
  })

  test('lets the same lines through as the reader', () => {
    const names = fc.constantFrom('kind', 'client', 'call', 'return', 'input', 'output', 'key', 'value', 'x')
    const values = fc.oneof(
      fc.constantFrom(
        'returned',
        'pending',
        'failed',
        'get',
        'read',
        'done',
        1,
        1.5,
        2 ** 53,
        null,
        true,
        {},
        [],
      ),
      line,
    )
    const edit = fc.record({
      where: fc.constantFrom('line', 'input', 'output'),
      name: names,
      value: fc.option(values),
    })
    const seen = new Set<boolean>()
    fc.assert(
      fc.property(line, fc.array(edit, { maxLength: 2 }), (operation, edits) => {
        // The cast: a line is an object.
        const edited = structuredClone(operation) as Record<string, unknown>
        for (const { where, name, value } of edits) {
          const object = (where === 'line' ? edited : edited[where]) as Record<string, unknown> | undefined
          if (typeof object !== 'object' || object === null) continue
          if (value === null) delete object[name]
          else object[name] = value
        }
        const isRead = read(`${JSON.stringify(edited)}\n`).kind === 'history'
        const isInOrder = edited['kind'] === 'pending' || Number(edited['call']) <= Number(edited['return'])
        seen.add(isRead)
        expect(isRead).toBe(isValid(edited, historySchema) && isInOrder)
      }),
      { seed: 7, numRuns: 3_000 },
    )
    expect(seen.size).toBe(2)
  })
})

describe('the first line', () => {
  const transfer = jsonlLine({
    kind: 'returned',
    client: 'ann',
    input: { kind: 'transfer', from: 'a', to: 'b', amount: 5 },
    output: { kind: 'done' },
    call: 1,
    return: 2,
  })
  const readKey = jsonlLine({
    kind: 'returned',
    client: 'ann',
    input: { kind: 'read' },
    output: { kind: 'value', value: 7 },
    call: 1,
    return: 2,
  })

  function verdict(text: string): string {
    const reading = read(text)
    if (reading.kind === 'malformed') return reading.message
    const [name] = reading.models
    const model = name === undefined ? 'no model' : modelFor(name, reading)
    return typeof model === 'string' ? model : check(model, reading.operations, { stepsMax: 1_000 }).kind
  }

  test.each([
    [readKey, 'illegal'],
    [jsonlHeader({ model: 'register', initial: 7 }) + readKey, 'linearizable'],
    [
      jsonlHeader({ model: 'register', initial: {} }) + readKey,
      'the model register cannot start from {}: expected a text, a whole number, a truth value or null',
    ],
    [jsonlHeader({ model: 'counter' }) + readKey, 'illegal'],
    [
      jsonlHeader({ model: 'counter', initial: 7 }) + readKey,
      'the model counter cannot start from 7: leave it out',
    ],
    [transfer, 'a bank needs its balances at first: say them in the first line, as "initial"'],
    [jsonlHeader({ model: 'bank', initial: { a: 5, b: 0 } }) + transfer, 'linearizable'],
    [jsonlHeader({ model: 'bank', initial: { a: 4, b: 0 } }) + transfer, 'illegal'],
    [
      jsonlHeader({ model: 'bank', initial: { a: 0.5 } }) + transfer,
      'the model bank cannot start from {"a":0.5}: expected an object of accounts and whole numbers',
    ],
    [jsonlHeader({ model: 'queue' }) + transfer, 'expected an operation of the model queue (enqueue'],
    ['{"kind":"history","version":2}\n', 'expected "version" to be 1, got'],
    ['{"kind":"history","version":1,"model":"heap"}\n', 'expected "model" to be one of register, '],
    [
      '{"kind":"history","version":1,"start":1}\n',
      'expected no other fields than kind, version, model, initial',
    ],
    [jsonlHeader({ model: 'register' }), 'expected an operation, got "": a history has at least one'],
    [readKey + jsonlHeader({ model: 'register' }), 'expected "kind" to be "returned", "pending" or "failed"'],
  ])('%j', (text, expected) => {
    expect(verdict(text)).toContain(expected)
  })

  test('that says another model than is wanted is malformed', () => {
    expect(read(jsonlHeader({ model: 'register' }) + readKey, 'counter')).toMatchObject({
      kind: 'malformed',
      line: 1,
    })
  })
})

test('a store answers "" where nothing is, and null if any get does', () => {
  const get = (value: string | null, call: number): string =>
    jsonlLine({
      kind: 'returned',
      client: 'ann',
      input: { kind: 'get', key: 'k' },
      output: { kind: 'value', value },
      call,
      return: call,
    })
  const judge = (text: string): string => {
    const reading = read(text)
    if (reading.kind === 'malformed') return reading.message
    const model = modelFor('key-value', reading)
    return typeof model === 'string' ? model : check(model, reading.operations, { stepsMax: 1_000 }).kind
  }
  expect([judge(get('', 1)), judge(get(null, 1)), judge(get('', 1) + get(null, 2))]).toEqual([
    'linearizable',
    'linearizable',
    'illegal',
  ])
})

test('a last line without a newline is whole', () => {
  const line = jsonlLine({ kind: 'pending', client: 'ann', input: { kind: 'dequeue' }, call: 1 })
  expect(read(line.trimEnd())).toEqual(read(line))
})
