import { expect, test } from 'vitest'
import { printable, printableTexts } from '../../src/port/index.ts'

test.each([
  ['a command of a terminal', '\u001B[2J\u009B0m', String.raw`\u001b[2J\u009b0m`],
  ['lines and what goes back in them', 'a\r\nb\bc\td', String.raw`a\r\nb\u0008c\td`],
  ['other direction', 'a\u202Eb\u2066c\u200F', String.raw`a\u202eb\u2066c\u200f`],
  ['what is not seen', 'a\u200Bb\uFEFFc\u{E0041}', String.raw`a\u200bb\ufeffc\udb40\udc41`],
  ['lines of other kinds', 'a\u2028b\u2029c\u0085', String.raw`a\u2028b\u2029c\u0085`],
  ['half a character', 'a\uD800', String.raw`a\ud800`],
  ['nothing of the kind', 'déjà vu, 变量 → 😀 \\ "', 'déjà vu, 变量 → 😀 \\ "'],
])('%s', (_name, text, expected) => {
  expect(printable(text)).toBe(expected)
  // What was made printable stays what it is.
  expect(printable(expected)).toBe(expected)
})

test('a text of JSON stays one, and says the same', () => {
  const value = { text: 'a\u202Eb\u{E0041}\u001B' }
  expect(JSON.parse(printable(JSON.stringify(value)))).toEqual(value)
})

test('all texts in data', () => {
  const data = { kind: 'a\n', list: ['\u001B', 1, null, { deep: '\r' }] }
  expect(printableTexts(data)).toEqual({ kind: 'a\\n', list: ['\\u001b', 1, null, { deep: '\\r' }] })
})
