import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatNamed, type Reading } from '#checker/formats'
import { UsualLines } from '../../../checker/formats/jsonl-usual.ts'
import { sortOfInput, sortOfOutput } from '../../../checker/formats/vocabulary.ts'

/** The reading of a text that comes in these pieces. */
function read(pieces: readonly string[]): Reading<unknown, unknown> {
  const jsonl = formatNamed('jsonl')
  if (jsonl === undefined) throw new Error('there is no format jsonl')
  const reader = jsonl.read(undefined)
  for (const piece of pieces) reader.push(piece)
  return reader.end()
}

/** A line that comes in two pieces is always one for `JSON.parse`. */
function readInPieces(text: string): Reading<unknown, unknown> {
  return read(text.split(/(?<=\n)/).flatMap((line) => [line.slice(0, 1), line.slice(1)]))
}

const words = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'b',
    'x'.repeat(24),
    'y'.repeat(24),
    'y'.repeat(25),
    '\u007f',
    'kind',
    '__proto__',
  ),
  fc.constantFrom('é', '\u2028', '\ud800', '"', '\\', '\n'),
  fc.string({ maxLength: 30 }),
)
const wholes = fc.oneof(
  fc.integer({ min: -1, max: 30 }),
  fc.constantFrom(null, 1.5, 999_999_999_999_999, 2 ** 53 - 1, 2 ** 53, 1e21),
)
const values = fc.oneof(words, wholes)

/** Inputs and outputs of one model each: what comes after the first of a kind looks like it. */
const models = [
  [
    fc.record({ kind: fc.constant('put'), key: words, value: words }),
    fc.record({ kind: fc.constant('done') }),
  ],
  [
    fc.record({ kind: fc.constant('get'), key: words }),
    fc.record({ kind: fc.constant('value'), value: fc.option(words) }),
  ],
  [fc.record({ kind: fc.constant('cas'), from: values, to: values }), fc.record({ kind: fc.constant('ok') })],
  [
    fc.record({ kind: fc.constantFrom('write', 'enqueue'), value: values }),
    fc.record({ kind: fc.constantFrom('done') }),
  ],
  [fc.record({ kind: fc.constant('read') }), fc.record({ kind: fc.constant('value'), value: values })],
] as const
const texts = fc.constantFrom(...models).chain(([input, output]) =>
  fc
    .array(fc.record({ client: words, input, output, lasts: fc.integer({ min: -1, max: 40 }) }), {
      minLength: 2,
      maxLength: 4,
    })
    .map((lines) =>
      lines
        .map(({ client, input: given, output: got, lasts }, line) => {
          const times = { call: line * 20, return: line * 20 + lasts }
          return `${JSON.stringify({ kind: 'returned', client, input: given, output: got, ...times })}\n`
        })
        .join(''),
    ),
)

const edits = fc.array(
  fc.record({
    at: fc.nat(),
    length: fc.nat(2),
    put: fc.oneof(
      fc.constantFrom('"', '\\', '\\u0041', '{', '}', '},', ',', ':', '[', '0', '-', '.', 'e1', 'x', ''),
      fc.constantFrom(' ', '\t', '\r', '\n', 'é', '\u0000', '\u001f', '1234567890123456'),
      fc.constantFrom(',"kind":"returned"', '"key":"a",'),
    ),
  }),
  { maxLength: 2 },
)

test('lines that are as usual are read as JSON.parse reads them, and all others are left to it', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(texts, edits, (text, damages) => {
      const damaged = damages.reduce((before, { at, length, put }) => {
        // Those before the last are there to be learned from.
        const last = before.lastIndexOf('\n', before.length - 2) + 1
        const places = [...before.slice(last).matchAll(/[\d"{}\n]/g)].map(({ index }) => last + index)
        const from = places[at % places.length] ?? 0
        return before.slice(0, from) + put + before.slice(from + length)
      }, text)
      const [quick, slow] = [read([damaged]), readInPieces(damaged)]
      seen.add(quick.kind)
      expect(JSON.stringify(quick)).toBe(JSON.stringify(slow))
    }),
    { seed: 11, numRuns: 2_000 },
  )
  expect([...seen].toSorted()).toEqual(['history', 'malformed'])
})

const done = { kind: 'done' }

/** Has read that `a` was put. */
function taught(): UsualLines {
  const [usual, input] = [new UsualLines(), { kind: 'put', key: 'a', value: 'x' }]
  usual.learn({
    operation: { kind: 'returned', client: 'c', input, output: done, call: 0, return: 1 },
    input: sortOfInput(input),
    output: sortOfOutput(done),
  })
  return usual
}

const put = (value: string, times: string): string =>
  `{"kind":"returned","client":"c","input":{"kind":"put","key":"b","value":${value}},"output":{"kind":"done"},${times}}`

test.each([
  ['""', '"call":1,"return":20'],
  ['"e"', '"call":0,"return":0'],
  ['"long enough to be no text that is kept"', '"call":1,"return":999999999999999'],
])('a line with %s and %s is usual', (value, times) => {
  const [usual, line] = [taught(), put(value, times)]
  expect(usual.load(line)).toBe(true)
  const operation: unknown = JSON.parse(line)
  expect(usual.read(0, line.length)).toEqual({
    operation,
    input: sortOfInput({ kind: 'put', key: '', value: '' }),
    output: sortOfOutput(done),
  })
})

test.each([
  ['"\\u0041"', '"call":1,"return":2'],
  ['"\t"', '"call":1,"return":2'],
  ['1', '"call":1,"return":2'],
  ['null', '"call":1,"return":2'],
  ['"" ', '"call":1,"return":2'],
  ['"","more":""', '"call":1,"return":2'],
  ['""', '"call":2,"return":1'],
  ['""', '"call":01,"return":2'],
  ['""', '"call":-1,"return":2'],
  ['""', '"call":1,"return":2.0'],
  ['""', '"call":1,"return":1234567890123456'],
  ['""', '"call":1,"return":'],
  ['""', '"call":1,"return":2,"more":3'],
  ['""', '"call":1,"return":2}'],
  ['""', '"return":2,"call":1'],
])('a line with %s and %s is not', (value, times) => {
  const [usual, line] = [taught(), put(value, times)]
  expect(usual.load(line)).toBe(true)
  expect(usual.read(0, line.length)).toBeUndefined()
})

test('neither is one with letters that are not in ASCII', () => {
  expect(taught().load(put('"é"', '"call":1,"return":2'))).toBe(false)
})
