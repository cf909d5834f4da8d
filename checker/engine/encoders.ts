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
      switch (input.kind) {
        case 'read':
          addRead(encoding, operation, source, output?.kind === 'value' ? output.value : undefined)
          break
        case 'write':
          addTotal(encoding, kinds.write, operation, source, input.value, output?.kind === 'written')
          break
        case 'cas':
          addSwap(encoding, operation, source, input.from, input.to, answerOf(output))
          break
        default:
          input satisfies never
      }
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
      switch (input.kind) {
        case 'get':
          addRead(encoding, operation, source, output?.kind === 'value' ? output.value : undefined)
          break
        case 'put':
          addTotal(encoding, kinds.write, operation, source, input.value, output?.kind === 'done')
          break
        case 'delete':
          addTotal(encoding, kinds.write, operation, source, absent, output?.kind === 'done')
          break
        case 'append':
          addTotal(encoding, kinds.append, operation, source, input.value, output?.kind === 'done')
          break
        case 'cas':
          addSwap(encoding, operation, source, input.from, input.to, answerOf(output))
          break
        default:
          input satisfies never
      }
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
    const output = operation.kind === 'returned' ? operation.output : undefined
    if (operation.input.kind === 'contains') {
      addRead(encoding, operation, source, output?.kind === 'member' ? output.is : undefined)
      continue
    }
    const after = operation.input.kind === 'add'
    if (output?.kind === 'changed') addSwap(encoding, operation, source, !after, after, 'done')
    else if (output?.kind === 'unchanged') addRead(encoding, operation, source, after)
    else addTotal(encoding, kinds.write, operation, source, after, output?.kind === 'done')
  }
}

/** One lock: who holds it, `null` for nobody. */
export function encodeLock(
  operations: readonly Operation<LockInput, LockOutput>[],
  encoding: Encoding,
): void {
  encoding.initial = encoding.numberOf(null)
  for (const [source, operation] of operations.entries()) {
    const { kind, owner } = operation.input
    const answer = operation.kind === 'returned' ? operation.output.kind : 'impossible'
    const [from, to] = kind === 'acquire' ? [null, owner] : [owner, null]
    addSwap(encoding, operation, source, from, to, answer)
  }
}

type Timed = Operation<unknown, unknown>

function endOf(operation: Timed): number {
  return operation.kind === 'returned' ? operation.return : Infinity
}

/** `undefined`: it answered what no read can. A pending read says nothing. */
function addRead(encoding: Encoding, operation: Timed, source: number, value: StateKey | undefined): void {
  if (operation.kind === 'pending') return
  const number = value === undefined ? encoding.newNumber() : encoding.numberOf(value)
  encoding.add(kinds.read, number, 0, source, operation.call, operation.return)
}

/** A write or an append. */
function addTotal(
  encoding: Encoding,
  kind: number,
  operation: Timed,
  source: number,
  value: StateKey,
  isPossible: boolean,
): void {
  if (operation.kind === 'returned' && !isPossible) return addRead(encoding, operation, source, undefined)
  encoding.add(kind, encoding.numberOf(value), 0, source, operation.call, endOf(operation))
}

type Answer = 'done' | 'refused' | 'impossible'

function answerOf(output: CasOutput | KeyValueOutput | undefined): Answer {
  if (output?.kind === 'swapped') return 'done'
  return output?.kind === 'unequal' ? 'refused' : 'impossible'
}

/** From a state to another, or refused in any other state. */
function addSwap(
  encoding: Encoding,
  operation: Timed,
  source: number,
  from: StateKey,
  to: StateKey,
  answer: Answer,
): void {
  const [before, after] = [encoding.numberOf(from), encoding.numberOf(to)]
  if (operation.kind === 'pending') {
    if (before !== after) encoding.add(kinds.swap, before, after, source, operation.call, Infinity)
  } else if (answer === 'impossible') {
    addRead(encoding, operation, source, undefined)
  } else if (answer === 'refused') {
    encoding.add(kinds.readNot, before, 0, source, operation.call, operation.return)
  } else if (before === after) {
    encoding.add(kinds.read, before, 0, source, operation.call, operation.return)
  } else {
    encoding.add(kinds.swap, before, after, source, operation.call, operation.return)
  }
}
