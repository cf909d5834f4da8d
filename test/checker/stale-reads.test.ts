import { describe, expect, test } from 'vitest'
import { casRegisterModel, type CasInput, type CasOutput } from '../../checker/models/index.ts'
import { Encoding, type Encode } from '../../checker/engine/encoding.ts'
import { Search } from '../../checker/engine/search.ts'
import { StaleReads } from '../../checker/engine/stale-reads.ts'
import { Timeline } from '../../checker/engine/timeline.ts'
import { ValueReductions } from '../../checker/engine/value-reductions.ts'
import type { Operation } from '../../checker/operation.ts'
import { createChoices } from './agreement/choices.ts'
import { drawHistory, sorts } from './agreement/histories.ts'
import { subjectNamed } from './agreement/subjects/index.ts'

const encoding = new Encoding()
const timeline = new Timeline()
const stale = new StaleReads()
const search = new Search(encoding, timeline, ValueReductions)

type Told = 'stale' | 'linearizable' | 'illegal' | 'exhausted' | 'full'

/** What is said of a group, without and with `StaleReads`. */
function told<Input, Output>(
  group: readonly Operation<Input, Output>[],
  encode: Encode<Input, Output>,
): { readonly searched: Told; readonly looked: Told } {
  encoding.reset(group.length)
  encode(group, encoding)
  timeline.lay(encoding)
  const searched = search.run(100_000)
  const isLaid = timeline.lay(encoding, stale)
  return { searched, looked: isLaid ? search.run(100_000) : 'stale' }
}

type CasOperation = Operation<CasInput, CasOutput>

const written = { kind: 'written' } as const
const swapped = { kind: 'swapped' } as const
const unequal = { kind: 'unequal' } as const

function did(input: CasInput, output: CasOutput, call: number, end: number): CasOperation {
  return { kind: 'returned', client: 'c', input, output, call, return: end }
}

function write(value: number, call: number, end: number): CasOperation {
  return did({ kind: 'write', value }, written, call, end)
}

function read(value: number | null, call: number, end: number): CasOperation {
  return did({ kind: 'read' }, { kind: 'value', value }, call, end)
}

function cas(
  from: number | null,
  to: number,
  output: typeof swapped | typeof unequal,
  call: number,
  end: number,
): CasOperation {
  return did({ kind: 'cas', from, to }, output, call, end)
}

const unknownWrite: CasOperation = {
  kind: 'pending',
  client: 'p',
  input: { kind: 'write', value: 1 },
  call: 1,
}
const unknownCas: CasOperation = {
  kind: 'pending',
  client: 'p',
  input: { kind: 'cas', from: 1, to: 5 },
  call: 6,
}

const stories: readonly (readonly [why: string, group: readonly CasOperation[], told: Told])[] = [
  ['another value was written between', [write(1, 1, 2), write(2, 3, 4), read(1, 5, 6)], 'stale'],
  ['another value was read between', [write(1, 1, 2), write(2, 1, 6), read(2, 3, 4), read(1, 5, 6)], 'stale'],
  ['it was exchanged between', [write(1, 1, 2), cas(1, 2, swapped, 3, 4), read(1, 5, 6)], 'stale'],
  ['a comparison with it failed between', [write(1, 1, 2), cas(1, 2, unequal, 3, 4), read(1, 5, 6)], 'stale'],
  [
    'a comparison succeeds that should not',
    [write(1, 1, 2), write(2, 3, 4), cas(1, 3, swapped, 5, 6)],
    'stale',
  ],
  ['the first value was overwritten', [write(1, 1, 2), read(null, 3, 4)], 'stale'],
  ['nobody wrote it', [read(1, 1, 2)], 'stale'],
  ['it was written too late', [read(1, 1, 2), write(1, 3, 4)], 'stale'],
  ['calls and returns at one time', [write(1, 1, 2), write(2, 2, 4), read(1, 4, 5)], 'linearizable'],
  [
    'it was written between as well',
    [write(1, 1, 2), write(2, 3, 6), write(1, 3, 7), read(1, 8, 9)],
    'linearizable',
  ],
  [
    'it was written again',
    [write(1, 1, 2), write(2, 3, 4), cas(2, 1, swapped, 5, 6), read(1, 7, 8)],
    'linearizable',
  ],
  ['it may have been written late', [unknownWrite, write(2, 3, 4), read(1, 5, 6)], 'linearizable'],
  ['it is being written', [write(1, 1, 2), write(2, 3, 4), write(1, 3, 9), read(1, 5, 6)], 'linearizable'],
  ['what came between is still open', [write(1, 1, 2), write(2, 3, 5), read(1, 4, 6)], 'linearizable'],
  ['what came between may not have happened', [write(1, 1, 2), unknownCas, read(1, 7, 8)], 'linearizable'],
  [
    'a comparison with another value failed',
    [write(1, 1, 2), cas(2, 3, unequal, 3, 4), read(1, 5, 6)],
    'linearizable',
  ],
  ['it was read between', [write(1, 1, 2), read(1, 3, 4), read(1, 5, 6)], 'linearizable'],
]

describe('a read, or a comparison', () => {
  const encode = casRegisterModel.engine?.encode
  test.each(stories)('%s', (_, group, looked) => {
    if (encode === undefined) throw new Error('a compare-and-set register has an encoding')
    const searched = looked === 'stale' ? 'illegal' : looked
    // In any order: what is called first need not come first.
    expect(told(group, encode)).toEqual({ searched, looked })
    expect(told(group.toReversed(), encode)).toEqual({ searched, looked })
  })
})

describe('what is stale has no order, and most of what has none is stale', () => {
  test.each(['register', 'cas-register', 'set', 'lock'] as const)('%s', (name) => {
    const { model, ...subject } = subjectNamed(name)
    const { engine, partition } = model
    if (engine === undefined) throw new Error(`the model ${name} has no encoding`)
    const counts = { stale: 0, illegal: 0 }
    for (let n = 0; n < 1_200; n++) {
      const choices = createChoices(n)
      const history = drawHistory({ model, ...subject }, choices, sorts[n % sorts.length] ?? 'arbitrary')
      const operations = history.filter((operation) => operation.kind !== 'failed')
      for (const group of partition?.(operations) ?? [operations]) {
        const { searched, looked } = told(group, engine.encode)
        expect(looked === 'stale' ? 'illegal' : looked, JSON.stringify(group)).toBe(searched)
        if (looked === 'stale' || looked === 'illegal') counts[looked] += 1
      }
    }
    expect(counts.stale).toBeGreaterThan(counts.illegal)
  })
})
