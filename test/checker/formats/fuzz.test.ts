import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatNamed, formatOf, formats, readWhole, type Format, type Reading } from '#checker/formats'
import { samples, type Sample } from './texts.ts'

const seeded = { seed: 20_240_301, numRuns: 1_000 }

function named(name: string): Format {
  const format = formatNamed(name)
  if (format === undefined) throw new Error(`there is no format ${name}`)
  return format
}

function read({ format, model, text }: Sample): Reading<unknown, unknown> {
  return readWhole(named(format).read(model), text)
}

/** A text cut at these places, handed in piece by piece. */
function readChunks({ format, model, text }: Sample, cuts: readonly number[]): Reading<unknown, unknown> {
  const reader = named(format).read(model)
  const places = [...new Set([0, ...cuts.map((cut) => cut % (text.length + 1)), text.length])].toSorted(
    (a, b) => a - b,
  )
  for (const [position, end] of places.entries()) reader.push(text.slice(places[position - 1] ?? 0, end))
  return reader.end()
}

test('every format has samples; Maelstrom’s are those of Jepsen', () => {
  expect([...Object.keys(samples), 'maelstrom'].toSorted()).toEqual(
    formats.map(({ name }) => name).toSorted(),
  )
})

describe.each(Object.entries(samples))('%s', (name, arbitrary) => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(arbitrary, (sample) => {
        expect(read(sample)).toMatchObject({ kind: 'history', models: [sample.model] })
        const reading = read(sample)
        expect(reading.kind === 'history' && reading.operations).toEqual(sample.operations)
      }),
      seeded,
    )
  })

  test('is known by its beginning', () => {
    fc.assert(
      fc.property(arbitrary, ({ text }) => {
        expect(formatOf(text.slice(0, 1_000))?.name).toBe(name)
      }),
      seeded,
    )
  })

  test('is read alike however it is cut into chunks, whole or damaged', () => {
    const cuts = fc.array(fc.nat(), { maxLength: 5 })
    fc.assert(
      fc.property(
        arbitrary,
        cuts,
        fc.boolean(),
        fc.nat(),
        fc.nat(9),
        (sample, places, isDamaged, at, length) => {
          const { text } = sample
          const from = at % text.length
          const damaged = isDamaged
            ? { ...sample, text: text.slice(0, from) + text.slice(from + length) }
            : sample
          expect(readChunks(damaged, places)).toEqual(read(damaged))
        },
      ),
      seeded,
    )
  })

  test('is malformed when it is cut short inside of a line, and says nothing more than before when between lines', () => {
    fc.assert(
      fc.property(arbitrary, fc.nat(), (sample, at) => {
        const text = sample.text.slice(0, at % sample.text.length)
        const whole = text.slice(0, text.lastIndexOf('\n') + 1)
        const reading = read({ ...sample, text })
        if (reading.kind === 'malformed') return
        // A line of JSON or EDN that lacks only its newline is whole.
        const isWhole = text === whole || /[})\]]$/.test(text)
        expect(isWhole).toBe(true)
        expect(
          sample.operations.slice(0, reading.operations.length).map((operation) => operation.input),
        ).toEqual(reading.operations.map((operation) => operation.input))
      }),
      seeded,
    )
  })

  test('never makes the reader throw, however it is damaged; what is malformed has a place', () => {
    const edit = fc.record({
      at: fc.nat(),
      length: fc.nat(8),
      put: fc.oneof(
        fc.string({ maxLength: 4 }),
        fc.constantFrom('\n', '"', '\\', '{', '}', '[', ']', '#', '#_', ';', ',', '0', 'null', '\u0000'),
      ),
    })
    const seen = new Set<string>()
    fc.assert(
      fc.property(arbitrary, fc.array(edit, { minLength: 1, maxLength: 4 }), (sample, edits) => {
        const text = edits.reduce((damaged, { at, length, put }) => {
          const from = at % (damaged.length + 1)
          return damaged.slice(0, from) + put + damaged.slice(from + length)
        }, sample.text)
        expectPlace(read({ ...sample, text }), text, seen)
      }),
      seeded,
    )
    expect(seen.has('malformed')).toBe(true)
  })
})

test.each(formats.map(({ name }) => name))('%s: no text at all makes the reader throw', (name) => {
  const pieces = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    '\\',
    ':',
    ';',
    '#',
    '_',
    ' ',
    ',',
    '\n',
    '\r',
    '1',
    'é',
    '\ud800',
    'nil',
    ':type',
  )
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces).map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(anyText, (text) => {
      expectPlace(readWhole(named(name).read(undefined), text), text, new Set())
    }),
    seeded,
  )
})

function expectPlace(reading: Reading<unknown, unknown>, text: string, seen: Set<string>): void {
  seen.add(reading.kind)
  if (reading.kind === 'history') return
  const lines = text.split('\n')
  expect(reading.line).toBeGreaterThan(0)
  expect(reading.line).toBeLessThanOrEqual(lines.length + 1)
  expect(reading.column).toBeGreaterThan(0)
  expect(reading.column).toBeLessThanOrEqual((lines[reading.line - 1]?.length ?? 0) + 1)
  expect(reading.message).toMatch(/^expected .*, got ".*": ./s)
}
