import { describe, expect, test } from 'vitest'
import { Blocks } from '../../checker/engine/blocks.ts'
import { Encoding } from '../../checker/engine/encoding.ts'
import { encodeKeyValue, plantKeyValue } from '../../checker/engine/encoders.ts'
import { Search } from '../../checker/engine/search.ts'
import { Timeline } from '../../checker/engine/timeline.ts'
import { ValueReductions } from '../../checker/engine/value-reductions.ts'
import type { KeyValueInput, KeyValueOutput } from '../../checker/models/index.ts'
import type { Operation } from '../../checker/operation.ts'
import { createChoices } from './agreement/choices.ts'
import { drawHistory, sorts } from './agreement/histories.ts'
import { subjectNamed } from './agreement/subjects/index.ts'

type KeyValueOperation = Operation<KeyValueInput, KeyValueOutput>

const encoding = new Encoding()
const timeline = new Timeline()
const blocks = new Blocks()
const search = new Search(encoding, timeline, ValueReductions)
const encode = encodeKeyValue('')
const plant = plantKeyValue('')

/** What the blocks and the search say of a group. */
function told(group: readonly KeyValueOperation[]): {
  readonly decided: boolean | undefined
  readonly searched: string
} {
  encoding.reset(group.length)
  encode(group, encoding)
  plant(encoding)
  const decided = blocks.decide(encoding)
  timeline.lay(encoding)
  return { decided, searched: search.run(100_000) }
}

const key = 'k'

function change(kind: 'put' | 'append', value: string, call: number, end: number): KeyValueOperation {
  return {
    kind: 'returned',
    client: 'c',
    input: { kind, key, value },
    output: { kind: 'done' },
    call,
    return: end,
  }
}

function get(value: string, call: number, end: number): KeyValueOperation {
  const output = { kind: 'value', value } as const
  return { kind: 'returned', client: 'c', input: { kind: 'get', key }, output, call, return: end }
}

/** Two appends of `b`, so that it must be found out which of them a read has seen. */
const stories: readonly (readonly [
  why: string,
  group: readonly KeyValueOperation[],
  decided: boolean | undefined,
])[] = [
  [
    'the other one was called after the read had returned',
    [
      change('append', 'a', 1, 2),
      change('append', 'b', 3, 4),
      get('ab', 5, 6),
      change('append', 'b', 7, 8),
      get('abb', 9, 10),
    ],
    true,
  ],
  [
    'the other one had returned before what is below was made',
    [change('append', 'b', 1, 2), change('put', 'a', 3, 4), change('append', 'b', 5, 6), get('ab', 7, 8)],
    true,
  ],
  [
    'the one has returned, and what it made is not there',
    [
      change('append', 'a', 1, 2),
      change('append', 'b', 3, 4),
      change('append', 'b', 5, 9),
      get('a', 6, 7),
      get('ab', 10, 11),
    ],
    undefined,
  ],
  [
    'either may be it: at times that touch, the other one',
    [change('append', 'b', 1, 3), change('put', 'a', 3, 4), change('append', 'b', 4, 6), get('ab', 7, 8)],
    undefined,
  ],
  [
    'what is at the bottom may be made twice',
    [
      change('put', 'b', 1, 2),
      get('b', 3, 4),
      change('put', 'a', 5, 6),
      change('put', 'b', 7, 8),
      get('b', 9, 10),
    ],
    undefined,
  ],
]

describe('of two who append the same, a read has seen', () => {
  test.each(stories)('%s', (_, group, decided) => {
    const all = told([...group, change('append', 'c', 20, 21)])
    expect(all.decided).toBe(decided)
    if (decided !== undefined) expect(all.searched).toBe(decided ? 'linearizable' : 'illegal')
  })
})

test('blocks say what the search says, and more than where each value is appended once', () => {
  const { model, ...subject } = subjectNamed('key-value')
  const counts = { linearizable: 0, illegal: 0, repeated: 0 }
  for (let n = 0; n < 4_000; n++) {
    const choices = createChoices(n)
    const history = drawHistory({ model, ...subject }, choices, sorts[n % sorts.length] ?? 'arbitrary')
    // The cast: they are those of the subject.
    const operations = history.filter(
      (operation) => operation.kind !== 'failed',
    ) as readonly KeyValueOperation[]
    for (const group of model.partition?.(operations) ?? []) {
      const { decided, searched } = told(group as readonly KeyValueOperation[])
      if (decided === undefined || (searched !== 'linearizable' && searched !== 'illegal')) continue
      expect(searched, JSON.stringify(group)).toBe(decided ? 'linearizable' : 'illegal')
      counts[searched] += 1
      if (repeats(group as readonly KeyValueOperation[])) counts.repeated += 1
    }
  }
  expect(Math.min(counts.linearizable, counts.illegal)).toBeGreaterThan(300)
  expect(counts.repeated).toBeGreaterThan(50)
})

/** Does somebody append what somebody else appends? */
function repeats(group: readonly KeyValueOperation[]): boolean {
  const appended = group.flatMap(({ input }) => (input.kind === 'append' ? [input.value] : []))
  return new Set(appended).size < appended.length
}
