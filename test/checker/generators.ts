import * as fc from 'fast-check'
import type {
  CasInput,
  CasOutput,
  KeyValueInput,
  KeyValueOutput,
  Operation,
  RegisterInput,
  RegisterOutput,
  RegisterValue,
} from '#checker'

/**
 * What the generators know of a model. `object` is the real thing: a mutable object, written without the
 * model.
 */
export type Subject<Input, Output> = {
  readonly inputs: fc.Arbitrary<Input>
  readonly outputs: fc.Arbitrary<Output>
  readonly object: () => (input: Input) => Output
}

type History<Input, Output> = readonly Operation<Input, Output>[]

/** Any operations at any times, with any answers; most are illegal. */
export function arbitraryHistory<Input, Output>(
  { inputs, outputs }: Subject<Input, Output>,
  lengthMax: number,
): fc.Arbitrary<History<Input, Output>> {
  const times = { call: fc.nat(10), duration: fc.nat(5) }
  const operation = fc
    .record({ input: inputs, output: outputs, pending: fc.nat(4), ...times })
    .map(({ input, output, pending, call, duration }) =>
      toOperation(input, pending === 0 ? undefined : output, call, call + duration),
    )
  return fc.array(operation, { maxLength: lengthMax })
}

/**
 * Operations that a real object carried out one after the other, at the points 1, 2, 3, …, each called up to
 * `spread` before its point and returned up to `spread` after it. A pending one was carried out, too, or
 * never.
 */
export function realHistory<Input, Output>(
  { inputs, object }: Subject<Input, Output>,
  lengthMax: number,
): fc.Arbitrary<History<Input, Output>> {
  const fate = fc.constantFrom('returned', 'returned', 'returned', 'carried out', 'lost')
  const spread = fc.integer({ min: 0, max: 3 })
  const attempts = fc.array(fc.record({ input: inputs, fate, early: spread, late: spread }), {
    maxLength: lengthMax,
  })
  return attempts
    .map((list) => {
      const execute = object()
      return list.map(({ input, fate, early, late }, index) => {
        const output = fate === 'lost' ? undefined : execute(input)
        return toOperation(
          input,
          fate === 'returned' ? output : undefined,
          index + 1 - early,
          index + 1 + late,
        )
      })
    })
    .chain((operations) => fc.shuffledSubarray(operations, { minLength: operations.length }))
}

/** A real history in which one answer was replaced. It may have become illegal, or not. */
export function mutatedHistory<Input, Output>(
  subject: Subject<Input, Output>,
  lengthMax: number,
): fc.Arbitrary<History<Input, Output>> {
  return fc
    .tuple(realHistory(subject, lengthMax), fc.nat(), subject.outputs)
    .map(([operations, victim, output]) =>
      operations.map((operation, index) =>
        operation.kind === 'returned' && index === victim % operations.length
          ? { ...operation, output }
          : operation,
      ),
    )
}

function toOperation<Input, Output>(
  input: Input,
  output: Output | undefined,
  call: number,
  end: number,
): Operation<Input, Output> {
  return output === undefined
    ? { kind: 'pending', client: 'c', input, call }
    : { kind: 'returned', client: 'c', input, output, call, return: end }
}

const number = fc.integer({ min: 0, max: 2 })

export const register: Subject<RegisterInput, RegisterOutput> = {
  inputs: fc.oneof(
    fc.constant({ kind: 'read' } as const),
    fc.record({ kind: fc.constant('write' as const), value: number }),
  ),
  outputs: fc.oneof(
    fc.record({ kind: fc.constant('value' as const), value: number }),
    fc.constant({ kind: 'written' } as const),
  ),
  object: () => {
    let held: RegisterOutput = { kind: 'value', value: 0 }
    return (input) => {
      if (input.kind === 'read') return held
      held = { kind: 'value', value: input.value }
      return { kind: 'written' }
    }
  },
}

export const casRegister: Subject<CasInput, CasOutput> = {
  inputs: fc.oneof(
    fc.constant({ kind: 'read' } as const),
    fc.record({ kind: fc.constant('write' as const), value: number }),
    fc.record({ kind: fc.constant('cas' as const), from: number, to: number }),
  ),
  outputs: fc.oneof(
    fc.record({ kind: fc.constant('value' as const), value: fc.option(number) }),
    fc.constantFrom({ kind: 'written' }, { kind: 'swapped' }, { kind: 'unequal' }),
  ),
  object: () => {
    const held: RegisterValue[] = []
    return (input) => {
      const now = held.at(-1)
      if (input.kind === 'read') return { kind: 'value', value: now ?? null }
      if (input.kind === 'cas' && input.from !== now) return { kind: 'unequal' }
      held.push(input.kind === 'cas' ? input.to : input.value)
      return { kind: input.kind === 'cas' ? 'swapped' : 'written' }
    }
  },
}

const key = fc.constantFrom('a', 'b')
const letter = fc.constantFrom('x', 'y')

export const keyValue: Subject<KeyValueInput, KeyValueOutput> = {
  inputs: fc.oneof(
    fc.record({ kind: fc.constant('get' as const), key }),
    fc.record({ kind: fc.constantFrom('put' as const, 'append' as const), key, value: letter }),
    fc.record({ kind: fc.constant('delete' as const), key }),
    fc.record({ kind: fc.constant('cas' as const), key, from: fc.constantFrom('', 'x', 'y'), to: letter }),
  ),
  outputs: fc.oneof(
    fc.record({
      kind: fc.constant('value' as const),
      value: fc.constantFrom('', 'x', 'y', 'xx', 'xy', 'yx'),
    }),
    fc.constantFrom({ kind: 'done' }, { kind: 'swapped' }, { kind: 'unequal' }),
  ),
  object: () => {
    const store: Record<string, string> = {}
    return (input) => {
      const now = store[input.key] ?? ''
      if (input.kind === 'get') return { kind: 'value', value: now }
      if (input.kind === 'cas') {
        if (input.from !== now) return { kind: 'unequal' }
        store[input.key] = input.to
        return { kind: 'swapped' }
      }
      if (input.kind === 'delete') delete store[input.key]
      else store[input.key] = input.kind === 'put' ? input.value : now + input.value
      return { kind: 'done' }
    }
  },
}
