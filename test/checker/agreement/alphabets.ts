import type { AnySubject } from './subject.ts'
import { bank, lock } from './subjects/accounts.ts'
import { counter, list, queue, set, stack } from './subjects/collections.ts'
import { casRegister, keyValue, keyValueOrNull, randomRegister, register } from './subjects/stores.ts'
import { waitingQueue } from './subjects/waiting.ts'

/**
 * What may stand in the histories of an enumeration: calls with an answer, and calls that never return. The
 * values ①, ②, ③, ④ play the same part: a history in which they are exchanged is the same history.
 */
export type Alphabet = {
  readonly name: string
  readonly subject: AnySubject
  readonly answered: readonly (readonly [input: unknown, output: unknown])[]
  readonly open: readonly unknown[]
  /** The most operations of a history: in the tests, and when `enumerate.ts` is run. */
  readonly sizes: { readonly tests: number; readonly all: number }
}

type Values = readonly string[]
/** What is called, and what it may be told. */
type Call = readonly [input: unknown, outputs: readonly unknown[]]

function alphabet(
  name: string,
  subject: AnySubject,
  sizes: Alphabet['sizes'],
  calls: readonly Call[],
): Alphabet {
  return {
    name,
    subject,
    sizes,
    answered: calls.flatMap(([input, outputs]) => outputs.map((output) => [input, output] as const)),
    open: calls.map(([input]) => input),
  }
}

const done = { kind: 'done' }
const written = { kind: 'written' }
const two: Values = ['①', '②']
const three: Values = ['①', '②', '③']
const four: Values = ['①', '②', '③', '④']

function values(of: readonly (string | null)[]): readonly unknown[] {
  return of.map((value) => ({ kind: 'value', value }))
}

const read = { kind: 'read' }

function writes(of: readonly (string | null)[]): readonly Call[] {
  return of.map((value) => [{ kind: 'write', value }, [written]])
}

function swaps(
  froms: readonly (string | null)[],
  tos: readonly (string | null)[],
  key: { readonly key?: string },
): readonly Call[] {
  const outputs = [{ kind: 'swapped' }, { kind: 'unequal' }]
  return froms.flatMap((from) => tos.map((to): Call => [{ kind: 'cas', ...key, from, to }, outputs]))
}

function casRegisterOf(of: Values, sizes: Alphabet['sizes']): Alphabet {
  const held = [null, ...of]
  return alphabet(`a compare-and-set register of null and ${of.join()}`, casRegister, sizes, [
    [read, values(held)],
    ...writes(of),
    ...swaps(held, of, {}),
  ])
}

/**
 * Without what only says again in other words what another letter says: of a refused compare-and-set, what it would
 * have stored; of one from a value to itself, that it is a read; of one that never returns, that it does nothing.
 */
function changesOnly(of: Alphabet, sizes: Alphabet['sizes']): Alphabet {
  const isChange = ({ from, to }: Words): boolean => from === undefined || from !== to
  // The casts: the letters of this file have fields of texts.
  const answered = of.answered.flatMap(([input, output]): Alphabet['answered'] => {
    const refused = { ...(input as Words), to: 'other' }
    if ((output as Words).kind === 'unequal') return [[refused, output]]
    return isChange(input as Words) ? [[input, output]] : []
  })
  const open = of.open.filter(
    (input) => isChange(input as Words) && !['read', 'get'].includes((input as Words).kind),
  )
  return { ...of, name: `${of.name}: changes only`, sizes, answered: distinct(answered), open }
}

type Words = { readonly kind: string; readonly from?: string | null; readonly to?: string }

function distinct<Letter>(letters: readonly Letter[]): readonly Letter[] {
  return [...new Map(letters.map((letter) => [JSON.stringify(letter), letter])).values()]
}

function keyValueOf(
  name: string,
  of: AnySubject,
  absent: string | null,
  kinds: readonly string[],
  sizes: Alphabet['sizes'],
): Alphabet {
  const key = 'k'
  const sums = kinds.includes('append') ? ['①②', '②①', '①①', '②②'] : []
  const all: readonly (readonly [string, unknown, readonly unknown[]])[] = [
    ['get', { kind: 'get', key }, values([absent, ...two, ...sums])],
    ...two.map((value) => ['put', { kind: 'put', key, value }, [done]] as const),
    ...two.map((value) => ['append', { kind: 'append', key, value }, [done]] as const),
    ['delete', { kind: 'delete', key }, [done]],
    ...swaps([absent, ...two], two, { key }).map(([input, outputs]) => ['cas', input, outputs] as const),
  ]
  const chosen = all.filter(([kind]) => kinds.includes(kind))
  return alphabet(
    `${name} with ${kinds.join()}`,
    of,
    sizes,
    chosen.map(([, input, outputs]) => [input, outputs] as const),
  )
}

/** A queue or a stack. */
function takenInTurn(
  name: string,
  subject: AnySubject,
  put: string,
  take: string,
  empty: readonly unknown[],
): Alphabet {
  return alphabet(name, subject, { tests: 4, all: 5 }, [
    ...four.map((value) => [{ kind: put, value }, [done]] as const),
    [{ kind: take }, [...values(four), ...empty]],
  ])
}

const amounts = [1, -1, 2].map((amount): Call => [{ kind: 'add', amount }, [done]])
const changes = [{ kind: 'changed' }, { kind: 'unchanged' }, done]
const lock1 = { lock: 'l' }
const outcomes = [done, { kind: 'refused' }]
const key = { key: 'k' }

function lists(of: Values, longest: number, mayRepeat: boolean): readonly Values[] {
  if (longest === 0) return [[]]
  const shorter = lists(of, longest - 1, mayRepeat)
  const longer = shorter
    .filter((values) => values.length === longest - 1)
    .flatMap((values) =>
      of.filter((value) => mayRepeat || !values.includes(value)).map((value) => [...values, value]),
    )
  return [...shorter, ...longer]
}

function listOf(
  name: string,
  of: Values,
  longest: number,
  mayRepeat: boolean,
  sizes: Alphabet['sizes'],
): Alphabet {
  return alphabet(name, list, sizes, [
    ...of.map((value): Call => [{ kind: 'append', ...key, value }, [done]]),
    [{ kind: 'read', ...key }, lists(of, longest, mayRepeat).map((values) => ({ kind: 'values', values }))],
  ])
}

const transfers = [
  { from: 'a', to: 'b', amount: 1 },
  { from: 'a', to: 'c', amount: 2 },
  { from: 'b', to: 'a', amount: 1 },
]
const balances = [
  { a: 2, b: 1, c: 0 },
  { a: 1, b: 2, c: 0 },
  { a: 0, b: 1, c: 2 },
  { a: 3, b: 0, c: 0 },
]
const small = { tests: 4, all: 5 }
const large = { tests: 3, all: 5 }
/** Too many for five: hundreds of millions, most of which say the same in other words. */
const huge = { tests: 3, all: 4 }
const empty = [{ kind: 'empty' }]

export const alphabets: readonly Alphabet[] = [
  alphabet('a register of null, ①, ②, ③', register, small, [
    [read, values([null, ...three])],
    ...writes([null, ...three]),
  ]),
  casRegisterOf(three, huge),
  changesOnly(casRegisterOf(three, huge), large),
  casRegisterOf(['①'], large),
  alphabet('a random register of null, ①, ②', randomRegister, large, [
    [read, values([null, ...two])],
    ...writes(two),
    [{ kind: 'writeAny', values: two }, [written]],
    [{ kind: 'writeAny', values: two.toReversed() }, [written]],
  ]),
  keyValueOf('a key/value store', keyValue, '', ['get', 'put', 'append'], large),
  keyValueOf('a key/value store', keyValue, '', ['get', 'put', 'delete', 'cas'], huge),
  keyValueOf('a key/value store', keyValue, '', ['get', 'append', 'delete', 'cas'], huge),
  changesOnly(keyValueOf('a key/value store', keyValue, '', ['get', 'put', 'delete', 'cas'], huge), large),
  changesOnly(keyValueOf('a key/value store', keyValue, '', ['get', 'append', 'delete', 'cas'], huge), large),
  keyValueOf('a key/value store that reads null', keyValueOrNull, null, ['get', 'append', 'delete', 'cas'], {
    tests: 3,
    all: 4,
  }),
  alphabet('a counter', counter, large, [
    ...amounts,
    [read, [-1, 0, 1, 2, 3].map((value) => ({ kind: 'value', value }))],
  ]),
  alphabet('an element of a set', set, large, [
    [{ kind: 'add', element: 1 }, changes],
    [{ kind: 'remove', element: 1 }, changes],
    [{ kind: 'contains', element: 1 }, [true, false].map((is) => ({ kind: 'member', is }))],
  ]),
  takenInTurn('a queue of ①, ②, ③, ④', queue, 'enqueue', 'dequeue', empty),
  takenInTurn('a stack of ①, ②, ③, ④', stack, 'push', 'pop', empty),
  takenInTurn('a queue that makes its callers wait', waitingQueue, 'enqueue', 'dequeue', []),
  alphabet('a lock of ①, ②, ③, ④', lock, large, [
    ...four.map((owner): Call => [{ kind: 'acquire', ...lock1, owner }, outcomes]),
    ...four.map((owner): Call => [{ kind: 'release', ...lock1, owner }, outcomes]),
  ]),
  listOf('a list of ①, ②, ③, ④, without repetition', four, 3, false, large),
  listOf('a list of ①, ②, read while it is short', two, 2, true, large),
  listOf('a list of ①, ②', two, 3, true, large),
  alphabet('a bank', bank, large, [
    ...transfers.map((transfer): Call => [{ kind: 'transfer', ...transfer }, outcomes]),
    [{ kind: 'balances' }, balances.map((of) => ({ kind: 'balances', balances: of }))],
  ]),
]
