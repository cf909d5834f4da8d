import type { StateKey } from '../model.ts'
import type { CasInput, CasOutput } from '../models/cas-register.ts'
import type { KeyValueInput, KeyValueOutput } from '../models/key-value.ts'
import type { LockInput, LockOutput } from '../models/lock.ts'
import type { SetInput, SetOutput } from '../models/set.ts'
import type { Operation } from '../operation.ts'
import { hasHappened, hasObjects } from '../requirements.ts'
import { kinds, type Encode, type Encoding } from './encoding.ts'
import { StringAutomaton } from './string-automaton.ts'
import { TokenTree } from './token-tree.ts'

/** A register, or one with compare-and-set. What did not happen, or is no operation, makes the encoding partial. */
export function encodeRegister(initial: StateKey): Encode<CasInput, CasOutput> {
  return (operations, encoding) => {
    encoding.initial = encoding.numberOf(initial)
    for (let source = 0; source < operations.length; source++) {
      const operation = operations[source] as Operation<CasInput, CasOutput>
      if (!hasHappened(operation) || !hasObjects(operation)) {
        encoding.isPartial = true
        continue
      }
      const { input } = operation
      let output: CasOutput | undefined
      let end = Infinity
      if (operation.kind === 'returned') {
        output = operation.output
        end = operation.return
      }
      let kind: number = kinds.read
      let a = noValue
      let b = 0
      switch (input.kind) {
        case 'read':
          if (output === undefined) continue
          if (output.kind === 'value') a = encoding.numberOf(output.value)
          break
        case 'write':
          if (output !== undefined && output.kind !== 'written') break
          kind = kinds.write
          a = encoding.numberOf(input.value)
          break
        case 'cas': {
          const from = encoding.numberOf(input.from)
          const to = encoding.numberOf(input.to)
          if (output === undefined || output.kind === 'swapped') {
            if (from === to && output === undefined) continue
            if (from !== to) {
              kind = kinds.swap
              b = to
            }
            a = from
          } else if (output.kind === 'unequal') {
            kind = kinds.readNot
            a = from
          }
          break
        }
        default:
          input satisfies never
      }
      add(encoding, kind, a, b, source, operation.call, end)
    }
  }
}

/** One key of a store. */
export function encodeKeyValue(absent: string | null): Encode<KeyValueInput, KeyValueOutput> {
  return (operations, encoding) => {
    encoding.initial = encoding.numberOf(absent)
    if (typeof operations[0]?.input.key !== 'string') encoding.isOdd = true
    for (let source = 0; source < operations.length; source++) {
      const operation = operations[source] as Operation<KeyValueInput, KeyValueOutput>
      const { input, call } = operation
      let output: KeyValueOutput | undefined
      let end = Infinity
      if (operation.kind === 'returned') ({ output, return: end } = operation)
      let kind: number = kinds.read
      let a = noValue
      switch (input.kind) {
        case 'get':
          if (output === undefined) continue
          if (output.kind === 'value') a = textOrNull(encoding, output.value)
          break
        case 'put':
        case 'delete':
        case 'append':
          if (output !== undefined && output.kind !== 'done') break
          kind = input.kind === 'append' ? kinds.append : kinds.write
          a = input.kind === 'delete' ? encoding.initial : text(encoding, input.value)
          break
        case 'cas':
          addSwap(
            encoding,
            answerOf(output),
            textOrNull(encoding, input.from),
            text(encoding, input.to),
            source,
            call,
            end,
          )
          continue
        default:
          input satisfies never
      }
      add(encoding, kind, a, 0, source, call, end)
    }
  }
}

/** What appends lead to, for a group that has any. */
export function plantKeyValue(absent: string | null): (encoding: Encoding) => void {
  return (encoding) => {
    if ((encoding.counts[kinds.append] ?? 0) === 0) return
    const tree = treeFor(encoding)
    encoding.automaton = tree.plant() ? tree : new StringAutomaton(encoding, absent)
  }
}

function text(encoding: Encoding, value: string): number {
  if (typeof value !== 'string') encoding.isOdd = true
  return encoding.numberOf(value)
}

function textOrNull(encoding: Encoding, value: string | null): number {
  return value === null ? encoding.numberOf(value) : text(encoding, value)
}

/** One tree an encoding, to be planted anew for each group. */
const trees = new WeakMap<Encoding, TokenTree>()

function treeFor(encoding: Encoding): TokenTree {
  const known = trees.get(encoding)
  if (known !== undefined) return known
  const tree = new TokenTree(encoding)
  trees.set(encoding, tree)
  return tree
}

/** One element of a set. */
export function encodeSet(operations: readonly Operation<SetInput, SetOutput>[], encoding: Encoding): void {
  encoding.initial = encoding.numberOf(false)
  // All of a group have the same element; to number it is to look whether it can be one.
  const [first] = operations
  if (first !== undefined) encoding.numberOf(first.input.element)
  for (const [source, operation] of operations.entries()) {
    const { kind } = operation.input
    const { call } = operation
    const output = operation.kind === 'returned' ? operation.output : undefined
    const end = returnOf(operation)
    if (kind === 'contains') {
      if (output === undefined) continue
      const isTold = output.kind === 'member' && typeof output.is === 'boolean'
      add(encoding, kinds.read, isTold ? encoding.numberOf(output.is) : noValue, 0, source, call, end)
      continue
    }
    const after = encoding.numberOf(kind === 'add')
    const before = encoding.numberOf(kind !== 'add')
    if (kind !== 'add' && kind !== 'remove') add(encoding, kinds.read, noValue, 0, source, call, end)
    else if (output === undefined || output.kind === 'done')
      add(encoding, kinds.write, after, 0, source, call, end)
    else if (output.kind === 'changed') add(encoding, kinds.swap, before, after, source, call, end)
    else add(encoding, kinds.read, output.kind === 'unchanged' ? after : noValue, 0, source, call, end)
  }
}

/** One lock: who holds it, `null` for nobody. */
export function encodeLock(
  operations: readonly Operation<LockInput, LockOutput>[],
  encoding: Encoding,
): void {
  const free = encoding.numberOf(null)
  encoding.initial = free
  if (typeof operations[0]?.input.lock !== 'string') encoding.isOdd = true
  for (const [source, operation] of operations.entries()) {
    const { kind, owner } = operation.input
    const answer = operation.kind === 'returned' ? operation.output.kind : 'unknown'
    const held = text(encoding, owner)
    const { call } = operation
    const end = returnOf(operation)
    if (kind === 'acquire') addSwap(encoding, answer, free, held, source, call, end)
    else addSwap(encoding, kind === 'release' ? answer : 'impossible', held, free, source, call, end)
  }
}

type Answer = 'done' | 'refused' | 'impossible' | 'unknown'

function answerOf(output: CasOutput | KeyValueOutput | undefined): Answer {
  if (output === undefined) return 'unknown'
  if (output.kind === 'swapped') return 'done'
  return output.kind === 'unequal' ? 'refused' : 'impossible'
}

/** From a state to another, or refused in any other state. */
function addSwap(
  encoding: Encoding,
  answer: Answer,
  from: number,
  to: number,
  source: number,
  call: number,
  end: number,
): void {
  const isSwap = answer === 'done' || answer === 'unknown'
  if (isSwap && from !== to) add(encoding, kinds.swap, from, to, source, call, end)
  else if (answer === 'refused') add(encoding, kinds.readNot, from, 0, source, call, end)
  else if (answer !== 'unknown') add(encoding, kinds.read, isSwap ? from : noValue, 0, source, call, end)
}

/** What no state is: the operation answered what none of its kind can, or is none. */
const noValue = 0

function add(
  encoding: Encoding,
  kind: number,
  a: number,
  b: number,
  source: number,
  call: number,
  end: number,
): void {
  encoding.add(kind, a === noValue ? oddNumber(encoding) : a, b, source, call, end)
}

/** For what no operation of the model can be. */
function oddNumber(encoding: Encoding): number {
  encoding.isOdd = true
  return encoding.newNumber()
}

function returnOf(operation: Operation<unknown, unknown>): number {
  return operation.kind === 'returned' ? operation.return : Infinity
}
