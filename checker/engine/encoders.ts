import type { StateKey } from '../model.ts'
import type { CasInput, CasOutput } from '../models/cas-register.ts'
import type { KeyValueInput, KeyValueOutput } from '../models/key-value.ts'
import type { LockInput, LockOutput } from '../models/lock.ts'
import type { SetInput, SetOutput } from '../models/set.ts'
import type { Operation } from '../operation.ts'
import { kinds, type Encode, type Encoding } from './encoding.ts'
import { StringAutomaton } from './string-automaton.ts'
import { TokenTree } from './token-tree.ts'

/** A register, or one with compare-and-set. */
export function encodeRegister(initial: StateKey): Encode<CasInput, CasOutput> {
  return (operations, encoding) => {
    encoding.initial = encoding.numberOf(initial)
    for (let source = 0; source < operations.length; source++) {
      const operation = operations[source] as Operation<CasInput, CasOutput>
      const { input } = operation
      const output = operation.kind === 'returned' ? operation.output : undefined
      let kind: number = kinds.read
      let a = noValue
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
        case 'cas':
          addSwap(
            encoding,
            answerOf(output),
            encoding.numberOf(input.from),
            encoding.numberOf(input.to),
            source,
            operation,
          )
          continue
        default:
          input satisfies never
      }
      add(encoding, kind, a, 0, source, operation)
    }
  }
}

/** One key of a store. */
export function encodeKeyValue(absent: string | null): Encode<KeyValueInput, KeyValueOutput> {
  return (operations, encoding) => {
    encoding.initial = encoding.numberOf(absent)
    for (let source = 0; source < operations.length; source++) {
      const operation = operations[source] as Operation<KeyValueInput, KeyValueOutput>
      const { input } = operation
      const output = operation.kind === 'returned' ? operation.output : undefined
      let kind: number = kinds.read
      let a = noValue
      switch (input.kind) {
        case 'get':
          if (output === undefined) continue
          if (output.kind === 'value') a = encoding.numberOf(output.value)
          break
        case 'put':
        case 'delete':
        case 'append':
          if (output !== undefined && output.kind !== 'done') break
          kind = input.kind === 'append' ? kinds.append : kinds.write
          a = encoding.numberOf(input.kind === 'delete' ? absent : input.value)
          break
        case 'cas':
          addSwap(
            encoding,
            answerOf(output),
            encoding.numberOf(input.from),
            encoding.numberOf(input.to),
            source,
            operation,
          )
          continue
        default:
          input satisfies never
      }
      add(encoding, kind, a, 0, source, operation)
    }
    if ((encoding.counts[kinds.append] ?? 0) === 0) return
    const tree = treeFor(encoding)
    encoding.automaton = tree.plant() ? tree : new StringAutomaton(encoding, absent)
  }
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
  for (const [source, operation] of operations.entries()) {
    const { input } = operation
    const output = operation.kind === 'returned' ? operation.output : undefined
    if (input.kind === 'contains') {
      const a = output?.kind === 'member' ? encoding.numberOf(output.is) : noValue
      if (output !== undefined) add(encoding, kinds.read, a, 0, source, operation)
      continue
    }
    const a = encoding.numberOf(input.kind === 'add')
    const before = encoding.numberOf(input.kind !== 'add')
    if (output?.kind === 'changed') add(encoding, kinds.swap, before, a, source, operation)
    else if (output?.kind === 'unchanged') add(encoding, kinds.read, a, 0, source, operation)
    else if (output?.kind === 'member') add(encoding, kinds.read, noValue, 0, source, operation)
    else add(encoding, kinds.write, a, 0, source, operation)
  }
}

/** One lock: who holds it, `null` for nobody. */
export function encodeLock(
  operations: readonly Operation<LockInput, LockOutput>[],
  encoding: Encoding,
): void {
  const free = encoding.numberOf(null)
  encoding.initial = free
  for (const [source, operation] of operations.entries()) {
    const { kind, owner } = operation.input
    const answer = operation.kind === 'returned' ? operation.output.kind : 'unknown'
    const held = encoding.numberOf(owner)
    if (kind === 'acquire') addSwap(encoding, answer, free, held, source, operation)
    else addSwap(encoding, answer, held, free, source, operation)
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
  operation: Operation<unknown, unknown>,
): void {
  if (answer === 'impossible') add(encoding, kinds.read, noValue, 0, source, operation)
  else if (answer === 'refused') add(encoding, kinds.readNot, from, 0, source, operation)
  else if (from !== to) add(encoding, kinds.swap, from, to, source, operation)
  else if (answer === 'done') add(encoding, kinds.read, from, 0, source, operation)
}

/** What no state is: the operation answered what none of its kind can. */
const noValue = 0

function add(
  encoding: Encoding,
  kind: number,
  a: number,
  b: number,
  source: number,
  operation: Operation<unknown, unknown>,
): void {
  const value = a === noValue ? encoding.newNumber() : a
  const end = operation.kind === 'returned' ? operation.return : Infinity
  encoding.add(kind, value, b, source, operation.call, end)
}
