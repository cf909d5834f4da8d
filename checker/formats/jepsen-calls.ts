import type { StateKey } from '../model.ts'
import { printEdn, type Edn } from './edn.ts'
import type { JepsenOp } from './jepsen.ts'
import type { PairedEvent } from './pairing.ts'

type Event = PairedEvent<object, object>

/** A call and the answers it can have; a text says what was expected instead. */
type Call = {
  readonly input: object
  /** Of an `:ok` with this value. */
  readonly answer: (value: Edn) => object | string
  /** Of a `:fail` with this error, where errors are answers. */
  readonly refusal: (error: string) => object | undefined
}

/** Says what an event of a client is for a model, or what was expected instead. */
export function jepsenCalls(areErrorsAnswers: boolean): (op: JepsenOp) => Event | string {
  const functions = functionsWith(texts())
  /** By process: what closes a call need not say what was called. */
  const open = new Map<string, { readonly op: JepsenOp; readonly call: Call }>()

  return (op) => {
    const { process, type } = op
    if (type === 'invoke') {
      const call = functions.get(op.f)?.(op.value) ?? `one of :${[...functions.keys()].join(', :')} as :f`
      if (typeof call === 'string') return call
      if (!open.has(process)) open.set(process, { op, call })
      return { kind: 'invoke', process, input: call.input }
    }
    const opened = open.get(process)
    open.delete(process)
    const closes = (): boolean => opened?.op.f === op.f && (type !== 'ok' || repeats(opened.op, op))
    if (type === 'info' || opened === undefined || !closes()) return { kind: 'unknown', process, closes }
    if (type === 'ok') {
      const output = opened.call.answer(op.value)
      return typeof output === 'string' ? output : { kind: 'returned', process, output, closes }
    }
    if (type !== 'fail') return 'one of :invoke, :ok, :fail and :info as :type'
    const output = areErrorsAnswers ? opened.call.refusal(nameOf(op.error)) : undefined
    if (output === undefined) return { kind: 'failed', process, closes }
    return { kind: 'returned', process, output, closes }
  }
}

/** Does the `:ok` repeat what was asked for? What was read is no part of that; the key that was read is. */
function repeats(asked: JepsenOp, answered: JepsenOp): boolean {
  if (asked.f === 'dequeue') return true
  if (asked.f !== 'read') return printEdn(asked.value) === printEdn(answered.value)
  const [askedKey, answeredKey] = [pairOf(asked.value)?.[0], pairOf(answered.value)?.[0]]
  if (askedKey === undefined || answeredKey === undefined) return askedKey === answeredKey
  return printEdn(askedKey) === printEdn(answeredKey)
}

/** `:key-does-not-exist` of Maelstrom's `[:key-does-not-exist "…"]`. */
function nameOf(error: Edn): string {
  return printEdn(pairOf(error)?.[0] ?? error)
}

/** The two values of a sequence of two. */
function pairOf(value: Edn): readonly [Edn, Edn] | undefined {
  if (typeof value !== 'object' || value === null || value.kind !== 'sequence') return undefined
  const [first, second, ...others] = value.values
  return first === undefined || second === undefined || others.length > 0 ? undefined : [first, second]
}

/**
 * The functions of Jepsen's tests. An operation on one key of several has `[key value]` as its value: that is how
 * a store of registers is told from one register.
 */
function functionsWith({ textOf, scalarOf }: Texts): ReadonlyMap<string, (value: Edn) => Call | string> {
  const valueOf = (value: Edn): object | string => {
    const scalar = scalarOf(value)
    return scalar === undefined ? anyScalar : { kind: 'value', value: scalar }
  }
  const heldOf = (value: Edn): object | string => {
    const pair = pairOf(value)
    const held = pair === undefined || pair[1] === null ? null : textOf(pair[1])
    return held === undefined ? anyScalar : { kind: 'value', value: held }
  }
  return new Map<string, (value: Edn) => Call | string>([
    [
      'read',
      (value) => {
        const pair = pairOf(value)
        if (pair === undefined) return { input: { kind: 'read' }, answer: valueOf, refusal: absent }
        const key = textOf(pair[0])
        return key === undefined
          ? anyScalar
          : { input: { kind: 'get', key }, answer: heldOf, refusal: absent }
      },
    ],
    [
      'write',
      (value) => {
        const pair = pairOf(value)
        if (pair === undefined) {
          const scalar = scalarOf(value)
          return scalar === undefined ? anyScalar : always({ kind: 'write', value: scalar }, 'written')
        }
        const [key, held] = pair.map(textOf)
        return key === undefined || held === undefined
          ? anyScalar
          : always({ kind: 'put', key, value: held }, 'done')
      },
    ],
    ['cas', (value) => casOf(value, { textOf, scalarOf })],
    [
      'enqueue',
      (value) => {
        const scalar = scalarOf(value)
        return scalar === undefined ? anyScalar : always({ kind: 'enqueue', value: scalar }, 'done')
      },
    ],
    ['dequeue', () => ({ input: { kind: 'dequeue' }, answer: valueOf, refusal: never })],
    [
      'add',
      (value) =>
        typeof value === 'number'
          ? always({ kind: 'add', amount: value }, 'done')
          : 'a whole number as :value',
    ],
    // Whoever comes may release the lock, as in Knossos's model: a process that crashes goes on as another.
    ['acquire', () => always({ kind: 'acquire', lock: 'lock', owner: 'holder' }, 'done')],
    ['release', () => always({ kind: 'release', lock: 'lock', owner: 'holder' }, 'done')],
  ])
}

const anyScalar =
  'a text, a keyword, a whole number up to 2^53 − 1, true, false or nil as value and key; of several that are written alike ' +
  'only one'

function casOf(value: Edn, { textOf, scalarOf }: Texts): Call | string {
  const pair = pairOf(value)
  if (pair === undefined) return '[from to] or [key [from to]] as :value'
  const ofKey = pairOf(pair[1])
  const [from, to] = (ofKey ?? pair).map(ofKey === undefined ? scalarOf : textOrNull)
  const key = ofKey === undefined ? undefined : textOf(pair[0])
  if (from === undefined || to === undefined || (ofKey !== undefined && key === undefined)) return anyScalar
  const input = ofKey === undefined ? { kind: 'cas', from, to } : { kind: 'cas', key, from, to }
  const unequal = { kind: 'unequal' }
  return {
    input,
    answer: () => ({ kind: 'swapped' }),
    refusal: (error) =>
      error === ':precondition-failed' || error === ':key-does-not-exist' ? unequal : undefined,
  }

  function textOrNull(one: Edn): string | null | undefined {
    return one === null ? null : textOf(one)
  }
}

function always(input: object, kind: string): Call {
  return { input, answer: () => ({ kind }), refusal: never }
}

function never(): undefined {
  return undefined
}

function absent(error: string): object | undefined {
  return error === ':key-does-not-exist' ? { kind: 'value', value: null } : undefined
}

type Texts = {
  /** What a key/value store holds for a scalar other than nil. */
  readonly textOf: (value: Edn) => string | undefined
  /** What a register holds for it. */
  readonly scalarOf: (value: Edn) => StateKey | undefined
}

/** Different values stay different: once 1 has become "1", a text "1" is refused. */
function texts(): Texts {
  const printed = new Map<string, string>()
  const textOf = (value: Edn): string | undefined => {
    if (value === null || (typeof value === 'object' && value.kind !== 'keyword')) return undefined
    if (typeof value === 'bigint') return undefined
    const print = printEdn(value)
    const text = typeof value === 'string' ? value : print
    if (!printed.has(text)) printed.set(text, print)
    return printed.get(text) === print ? text : undefined
  }
  return {
    textOf,
    scalarOf: (value) => {
      if (value === null || typeof value === 'number' || typeof value === 'boolean') return value
      return textOf(value)
    },
  }
}
