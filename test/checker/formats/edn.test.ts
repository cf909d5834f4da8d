import { describe, expect, test } from 'vitest'
import { readEdn, printEdn, type Edn } from '../../../checker/formats/edn.ts'
import { EdnForms } from '../../../checker/formats/edn-forms.ts'
import type { Malformed } from '../../../checker/formats/reading.ts'

const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)

describe('a value of EDN', () => {
  test.each<[string, Edn]>([
    ['nil', null],
    ['true', true],
    ['-0', 0],
    ['+7', 7],
    ['7N', 7],
    ['9007199254740993', 9_007_199_254_740_993n],
    ['1700000000000000001N', 1_700_000_000_000_000_001n],
    ['2.50', { kind: 'decimal', text: '2.50' }],
    ['1e3M', { kind: 'decimal', text: '1e3M' }],
    [String.raw`"a\n\"\\\u00e9"`, 'a\n"\\é'],
    [':type', { kind: 'keyword', text: 'type' }],
    [':a/b', { kind: 'keyword', text: 'a/b' }],
    ['a.b/c-d', { kind: 'symbol', text: 'a.b/c-d' }],
    [String.raw`\newline`, { kind: 'character', text: String.raw`\newline` }],
    [
      String.raw`[\] \,]`,
      {
        kind: 'sequence',
        values: [
          { kind: 'character', text: '\\]' },
          { kind: 'character', text: '\\,' },
        ],
      },
    ],
    ['(1, 2)', { kind: 'sequence', values: [1, 2] }],
    ['#{1}', { kind: 'set', values: [1] }],
    [
      '{:a 1, "b" nil}',
      {
        kind: 'map',
        entries: [
          [{ kind: 'keyword', text: 'a' }, 1],
          ['b', null],
        ],
      },
    ],
    ['#a.B {}', { kind: 'tagged', tag: 'a.B', value: { kind: 'map', entries: [] } }],
    ['#_ #_ 1 2 ; three\n [#_{:x 1}]', { kind: 'sequence', values: [] }],
  ])('%s', (text, value) => {
    expect(readEdn(text)).toMatchObject({ kind: 'value', value })
    expect(printEdn(value)).toBe(printEdn(value))
  })

  test.each([
    ['', 'nothing'],
    [' ; only\n #_ x ,', 'nothing'],
    ['[1', 'unfinished'],
    ['"a', 'unfinished'],
    ['"a\\', 'unfinished'],
    ['#_', 'unfinished'],
    ['#a', 'unfinished'],
    [deep(90), 'value'],
  ])('%j is %s', (text, kind) => {
    expect(readEdn(text)).toMatchObject({ kind })
  })

  test.each([
    ['1 2', 2, 'no second value'],
    ['[1}', 2, 'a value'],
    ['{:a}', 0, 'a value for every key of the map'],
    ['{:a 1 :a 2}', 0, 'each key of the map once'],
    ['007', 0, 'a value'],
    ['1x', 0, 'a value'],
    [':', 0, 'a value'],
    [String.raw`"\q"`, 2, String.raw`one of \" \\ \n \r \t \b \f \uXXXX in a string`],
    ['# a', 0, 'a tag, a set or a discarded value after #'],
    [deep(200), 100, 'at most 100 values in one another'],
  ])('%j is wrong at %i: %s', (text, at, expected) => {
    expect(readEdn(text)).toEqual({ kind: 'wrong', at, expected })
  })

  test('that is equal to another is printed alike, and no other', () => {
    const prints = ['{:a 1 :b 2}', '{:b 2 :a 1}', '#{1 2}', '#{2 1}', '[1 2]', '(1 2)', '["1" 2]'].map(
      (text) => {
        const reading = readEdn(text)
        return reading.kind === 'value' ? printEdn(reading.value) : reading.kind
      },
    )
    expect(prints).toEqual(['{:a 1, :b 2}', '{:a 1, :b 2}', '#{1 2}', '#{1 2}', '[1 2]', '[1 2]', '["1" 2]'])
  })
})

describe('a text of values', () => {
  function valuesIn(text: string): { readonly values: string[]; readonly problem: Malformed | undefined } {
    const values: string[] = []
    const forms = new EdnForms((value, { line, column }) => {
      values.push(`${line}:${column} ${printEdn(value)}`)
      return undefined
    })
    const problem = forms.push(text) ?? forms.end()
    return { values, problem }
  }

  test.each([
    ['{:a 1}\n{:b 2}\n', ['1:1 {:a 1}', '2:1 {:b 2}']],
    ['[{:a 1}\n {:b 2}]', ['1:2 {:a 1}', '2:2 {:b 2}']],
    ['; [not this]\n({:a "}"}, #x.Op{:b [2]} #_{:c 3})\n; end', ['2:2 {:a "}"}', '2:12 #x.Op {:b [2]}']],
    ['', []],
  ])('%j has its values, each at its place', (text, values) => {
    expect(valuesIn(text)).toEqual({ values, problem: undefined })
  })

  test.each([
    ['[{:a 1}', 1, 8, 'the bracket that closes the history'],
    ['{:a 1}\n{:b', 2, 1, 'the rest of a value'],
    ['{:a 1}}', 1, 7, 'no bracket that closes nothing'],
    ['[{:a 1}] {:b 2}', 1, 10, 'nothing after the history'],
    ['{:a\n 1x}', 2, 2, 'a value'],
  ])('%j is malformed at %i:%i', (text, line, column, expected) => {
    expect(valuesIn(text).problem).toMatchObject({
      line,
      column,
      message: expect.stringContaining(`expected ${expected}, got`),
    })
  })
})
