import type {
  CounterInput,
  CounterOutput,
  KeyValueInput,
  KeyValueOutput,
  Operation,
  QueueInput,
  QueueOutput,
  RegisterInput,
  RegisterOutput,
  StackInput,
  StackOutput,
  StateKey,
} from '#checker'
import { withStaleRead, withSwappedTakes, type Container, type Roles } from './mutate.ts'
import { simulate } from './simulate.ts'

/** How large a run is, and how it is drawn. */
export type Size = { readonly clients: number; readonly operations: number; readonly seed: string }

/** A history of that size that is linearizable, and one that is not, by one or two operations late in it. */
export type Family<Input, Output> = {
  readonly linearizable: (size: Size) => readonly Operation<Input, Output>[]
  readonly illegal: (size: Size) => readonly Operation<Input, Output>[]
}

/** One register that holds null at first; reads and writes of values that are written once. */
export const register: Family<RegisterInput, RegisterOutput> = withReads(
  (size) => {
    let value: StateKey = null
    let written = 0
    return simulate<RegisterInput, RegisterOutput>({
      ...size,
      unknown: 0,
      propose: (below) => (below(2) === 0 ? { kind: 'read' } : { kind: 'write', value: ++written }),
      apply: (input) => {
        if (input.kind === 'read') return { kind: 'value', value }
        value = input.value
        return { kind: 'written' }
      },
    })
  },
  { isRead: isRead, isChange: (input) => input.kind === 'write', keyOf: () => '' },
)

const keyValueRoles: Roles<KeyValueInput> = {
  isRead: (input) => input.kind === 'get',
  isChange: (input) => input.kind !== 'get',
  keyOf: (input) => input.key,
}

/** Puts of values that are put once, and gets, over so many keys. */
export function puts(keys: number): Family<KeyValueInput, KeyValueOutput> {
  return stores(keys, (key, nth) => ({ kind: 'put', key, value: `v${nth}` }))
}

/** Appends of tokens that are appended once, and gets, over so many keys. */
export function appends(keys: number): Family<KeyValueInput, KeyValueOutput> {
  return stores(keys, (key, nth) => ({ kind: 'append', key, value: `x ${nth} y` }))
}

/** The nth change, counted from 1, is of its own. */
function stores(
  keys: number,
  change: (key: string, nth: number) => KeyValueInput,
): Family<KeyValueInput, KeyValueOutput> {
  return withReads((size) => {
    const values = new Map<string, string>()
    let changes = 0
    return simulate<KeyValueInput, KeyValueOutput>({
      ...size,
      unknown: 0,
      propose: (below) => {
        const key = `k${below(keys)}`
        return below(2) === 0 ? { kind: 'get', key } : change(key, ++changes)
      },
      apply: (input) => applyTo(values, input),
    })
  }, keyValueRoles)
}

function applyTo(values: Map<string, string>, input: KeyValueInput): KeyValueOutput {
  const before = values.get(input.key) ?? ''
  if (input.kind === 'get') return { kind: 'value', value: before }
  if (input.kind === 'put') values.set(input.key, input.value)
  else if (input.kind === 'append') values.set(input.key, before + input.value)
  else throw new Error(`no history here has a ${input.kind}`)
  return { kind: 'done' }
}

/** Adds of 1, 2 or 3, and one read in three. */
export const counter: Family<CounterInput, CounterOutput> = withReads(
  (size) => {
    let count = 0
    return simulate<CounterInput, CounterOutput>({
      ...size,
      unknown: 0,
      propose: (below) => (below(3) === 0 ? { kind: 'read' } : { kind: 'add', amount: 1 + below(3) }),
      apply: (input) => {
        if (input.kind === 'read') return { kind: 'value', value: count }
        count += input.amount
        return { kind: 'done' }
      },
    })
  },
  { isRead, isChange: (input) => input.kind === 'add', keyOf: () => '' },
)

/** Values that are enqueued once; of 100 operations, 45 are dequeues, of an empty queue too. */
export const queue: Family<QueueInput, QueueOutput> = withTakes(
  (size) => {
    const values = new Map<number, number>()
    let added = 0
    let taken = 0
    return simulate<QueueInput, QueueOutput>({
      ...size,
      unknown: 0,
      propose: (below) => (below(100) < 45 ? { kind: 'dequeue' } : { kind: 'enqueue', value: ++added }),
      apply: (input) => {
        if (input.kind === 'enqueue') {
          // The cast: `propose` enqueues numbers only.
          values.set(values.size, input.value as number)
          return { kind: 'done' }
        }
        const value = values.get(taken)
        if (value === undefined) return { kind: 'empty' }
        taken++
        return { kind: 'value', value }
      },
    })
  },
  {
    added: (input) => (input.kind === 'enqueue' ? Number(input.value) : undefined),
    taken: (output) => (output.kind === 'value' ? Number(output.value) : undefined),
    first: 'taken first',
  },
)

/** As `queue`, with pushes and pops. */
export const stack: Family<StackInput, StackOutput> = withTakes(
  (size) => {
    const values: number[] = []
    let added = 0
    return simulate<StackInput, StackOutput>({
      ...size,
      unknown: 0,
      propose: (below) => (below(100) < 45 ? { kind: 'pop' } : { kind: 'push', value: ++added }),
      apply: (input) => {
        if (input.kind === 'push') {
          // The cast: `propose` pushes numbers only.
          values.push(input.value as number)
          return { kind: 'done' }
        }
        const value = values.pop()
        return value === undefined ? { kind: 'empty' } : { kind: 'value', value }
      },
    })
  },
  {
    added: (input) => (input.kind === 'push' ? Number(input.value) : undefined),
    taken: (output) => (output.kind === 'value' ? Number(output.value) : undefined),
    first: 'taken last',
  },
)

function isRead(input: { readonly kind: string }): boolean {
  return input.kind === 'read'
}

function withReads<Input, Output>(
  linearizable: Family<Input, Output>['linearizable'],
  roles: Roles<Input>,
): Family<Input, Output> {
  return { linearizable, illegal: (size) => withStaleRead(linearizable(size), roles) }
}

function withTakes<Input, Output>(
  linearizable: Family<Input, Output>['linearizable'],
  container: Container<Input, Output>,
): Family<Input, Output> {
  return { linearizable, illegal: (size) => withSwappedTakes(linearizable(size), container) }
}
