import type { CasInput, CasOutput, Operation, RegisterInput, RegisterOutput, StateKey } from '#checker'
import { simulate } from './simulate.ts'

/** Small histories whose number of orders grows with the factorial of k. */
export type Adversary = {
  readonly name: string
  readonly model: 'register' | 'cas-register'
  readonly expected: 'linearizable' | 'illegal'
  readonly operations: (k: number) => readonly Operation<unknown, unknown>[]
}

type RegisterHistory = readonly Operation<RegisterInput, RegisterOutput>[]
type CasHistory = readonly Operation<CasInput, CasOutput>[]

export const adversaries: readonly Adversary[] = [
  {
    name: 'concurrent writes, then a value never written',
    model: 'register',
    expected: 'illegal',
    operations: (k) => [...concurrentWrites(k, (n) => n), read(2_000, k + 1)],
  },
  {
    name: 'concurrent writes, then the value before them',
    model: 'register',
    expected: 'illegal',
    operations: (k) => [...concurrentWrites(k, (n) => n), read(2_000, null)],
  },
  {
    name: 'concurrent writes, then two values in turn',
    model: 'register',
    expected: 'illegal',
    operations: (k) => [...concurrentWrites(k, (n) => n), read(2_000, 1), read(2_010, 2), read(2_020, 1)],
  },
  {
    name: 'alternation: as many changes as writes',
    model: 'register',
    expected: 'linearizable',
    operations: (k) => alternation(k, k),
  },
  {
    name: 'alternation: one change more than writes',
    model: 'register',
    expected: 'illegal',
    operations: (k) => alternation(k, k + 1),
  },
  {
    name: 'unknown writes, live clients',
    model: 'cas-register',
    expected: 'linearizable',
    operations: (k) => live(k, 'write'),
  },
  {
    name: 'unknown writes, live clients, then a value never written',
    model: 'cas-register',
    expected: 'illegal',
    operations: (k) => withLastReads(live(k, 'write'), [valuesMax]),
  },
  {
    name: 'unknown writes, live clients, then one change more than there are writes',
    model: 'cas-register',
    expected: 'illegal',
    operations: (k) => withOneChangeMore(live(k, 'write')),
  },
  {
    name: 'unknown compare-and-sets, live clients',
    model: 'cas-register',
    expected: 'linearizable',
    operations: (k) => live(k, 'cas'),
  },
  {
    name: 'unknown compare-and-sets, live clients, then a value never written',
    model: 'cas-register',
    expected: 'illegal',
    operations: (k) => withLastReads(live(k, 'cas'), [valuesMax]),
  },
  {
    name: 'unknown compare-and-sets, live clients, then one change more than there are',
    model: 'cas-register',
    expected: 'illegal',
    operations: (k) => withOneChangeMore(live(k, 'cas')),
  },
]

/** k writes of `valueOf(1)` … `valueOf(k)` that all overlap, and are over at 1,000 + k. */
function concurrentWrites(k: number, valueOf: (n: number) => number): RegisterHistory {
  return Array.from({ length: k }, (_, index) => ({
    kind: 'returned',
    client: `writer ${index}`,
    input: { kind: 'write', value: valueOf(index + 1) },
    output: { kind: 'written' },
    call: index,
    return: 1_000 + index,
  }))
}

function read(call: number, value: number | null): RegisterHistory[number] {
  return {
    kind: 'returned',
    client: 'reader',
    input: { kind: 'read' },
    output: { kind: 'value', value },
    call,
    return: call + 5,
  }
}

/** While k writes of 1 and 2, half and half, are open, a reader sees 1, 2, 1, 2, …: each time another write. */
function alternation(k: number, changes: number): RegisterHistory {
  const reads = Array.from({ length: changes }, (_, index) => read(k + 10 * index, 1 + (index % 2)))
  const writes = concurrentWrites(k, (n) => 1 + ((n - 1) % 2))
  return [...writes.map((write) => ({ ...write, return: k + 10 * changes + 1_000 })), ...reads]
}

/** Live clients use the values 0 … 4, as Jepsen's do: few, so that most are written again and again. */
const valuesMax = 5
const liveClients = 5
const liveOperations = 200

/** k operations that are never heard of, all of one kind, and five live clients that read, write and swap. */
function live(k: number, unknown: 'write' | 'cas'): CasHistory {
  let state: StateKey = null
  return simulate<CasInput, CasOutput>({
    seed: `${unknown} ${k}`,
    clients: liveClients,
    operations: liveOperations + k,
    unknown: k,
    propose: (below, fate) => {
      const kinds = fate === 'unknown' ? [unknown] : (['read', 'read', 'write', 'cas'] as const)
      const kind = kinds[below(kinds.length)] ?? 'read'
      if (kind === 'read') return { kind }
      if (kind === 'write') return { kind, value: below(valuesMax) }
      return { kind, from: below(valuesMax), to: below(valuesMax) }
    },
    apply: (input) => {
      if (input.kind === 'read') return { kind: 'value', value: state }
      if (input.kind === 'cas' && state !== input.from) return { kind: 'unequal' }
      state = input.kind === 'cas' ? input.to : input.value
      return { kind: input.kind === 'cas' ? 'swapped' : 'written' }
    },
  })
}

function withLastReads(history: CasHistory, values: readonly number[]): CasHistory {
  const end = Math.max(...history.map((one) => (one.kind === 'returned' ? one.return : one.call)))
  const reads = values.map((value, index) => read(end + 10 * (index + 1), value))
  return [...history, ...reads]
}

/** Between two reads of different values, at least one of the operations that nobody heard of takes effect. */
function withOneChangeMore(history: CasHistory): CasHistory {
  const unknown = history.filter((one) => one.kind === 'pending').length
  return withLastReads(
    history,
    Array.from({ length: unknown + 2 }, (_, index) => index % 2),
  )
}
