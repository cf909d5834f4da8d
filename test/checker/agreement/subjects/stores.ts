import {
  casRegisterModel,
  keyValueModelWith,
  randomRegisterModel,
  registerModel,
  type CasInput,
  type CasOutput,
  type KeyValueInput,
  type KeyValueOutput,
  type RandomRegisterInput,
  type RegisterInput,
  type RegisterOutput,
  type StateKey,
} from '#checker'
import type { Choices } from '../choices.ts'
import { subject, way, type AnySubject, type Way } from '../subject.ts'

const written = { kind: 'written' } as const
const done = { kind: 'done' } as const

export const register = subject<StateKey, StateKey, RegisterInput, RegisterOutput>({
  name: 'register',
  model: registerModel(null),
  first: null,
  ways: (held, input) =>
    input.kind === 'read' ? way({ kind: 'value', value: held }, held) : way(written, input.value),
  input: (choices) =>
    choices.kind(['read', 'write']) === 'read' ? { kind: 'read' } : { kind: 'write', value: choices.value() },
  answer: (choices, { kind }) => (kind === 'read' ? held(choices) : written),
})

export const casRegister = subject<StateKey, StateKey, CasInput, CasOutput>({
  name: 'cas-register',
  model: casRegisterModel,
  first: null,
  ways: (held, input) => {
    if (input.kind === 'read') return way({ kind: 'value', value: held }, held)
    if (input.kind === 'write') return way(written, input.value)
    return Object.is(held, input.from) ? way({ kind: 'swapped' }, input.to) : way({ kind: 'unequal' }, held)
  },
  input: (choices) => {
    const kind = choices.kind(['read', 'write', 'cas'])
    if (kind === 'read') return { kind }
    if (kind === 'write') return { kind, value: choices.value() }
    return { kind, from: choices.chance(20) ? null : choices.seen(), to: choices.value() }
  },
  answer: (choices, { kind }) => {
    if (kind === 'read') return held(choices)
    return kind === 'write' ? written : compared(choices)
  },
})

export const randomRegister = subject<readonly StateKey[], StateKey, RandomRegisterInput, RegisterOutput>({
  name: 'random-register',
  model: randomRegisterModel,
  first: null,
  ways: (held, input) => {
    if (input.kind === 'read') return way({ kind: 'value', value: held }, held)
    const values = input.kind === 'write' ? [input.value] : input.values
    return values.map((value) => ({ output: written, after: value }))
  },
  input: (choices) => {
    const kind = choices.kind(['read', 'writeAny', 'write'])
    if (kind === 'read') return { kind }
    if (kind === 'write') return { kind, value: choices.value() }
    return { kind, values: Array.from({ length: 1 + choices.below(3) }, choices.value) }
  },
  answer: (choices, { kind }) => (kind === 'read' ? held(choices) : written),
})

function held(choices: Choices): { readonly kind: 'value'; readonly value: StateKey } {
  return { kind: 'value', value: choices.chance(15) ? null : choices.seen() }
}

function compared(choices: Choices): { readonly kind: 'swapped' | 'unequal' } {
  return { kind: choices.chance(60) ? 'swapped' : 'unequal' }
}

type Store = Readonly<Record<string, string>>

function keyValueWith(name: string, absent: string | null): AnySubject {
  return subject<string | null, Store, KeyValueInput, KeyValueOutput>({
    name,
    model: keyValueModelWith(absent),
    first: {},
    ways: (store, input) => keyValueWays(store, input, absent),
    input: keyValueInput,
    answer: (choices, { kind }) => {
      if (kind === 'cas') return compared(choices)
      if (kind !== 'get') return done
      if (choices.chance(15)) return { kind: 'value', value: absent }
      const parts = Array.from({ length: choices.pick([1, 1, 1, 2, 2, 3]) }, choices.seenText)
      return { kind: 'value', value: parts.join('') }
    },
  })
}

export const keyValue = keyValueWith('key-value', '')
export const keyValueOrNull = keyValueWith('key-value-or-null', null)

function keyValueInput(choices: Choices): KeyValueInput {
  const key = choices.key()
  const kind = choices.kind(['get', 'put', 'append', 'delete', 'cas'])
  switch (kind) {
    case 'get':
    case 'delete':
      return { kind, key }
    case 'put':
    case 'append':
      return { kind, key, value: choices.text() }
    case 'cas': {
      const from = choices.chance(20) ? '' : choices.chance(10) ? null : choices.seenText()
      return { kind, key, from, to: choices.text() }
    }
    default:
      return kind satisfies never
  }
}

function keyValueWays(
  store: Store,
  input: KeyValueInput,
  absent: string | null,
): readonly Way<Store, KeyValueOutput>[] {
  const now = store[input.key] ?? absent
  switch (input.kind) {
    case 'get':
      return way({ kind: 'value', value: now }, store)
    case 'put':
      return way(done, { ...store, [input.key]: input.value })
    case 'append':
      return way(done, { ...store, [input.key]: (store[input.key] ?? '') + input.value })
    case 'delete':
      return way(done, Object.fromEntries(Object.entries(store).filter(([key]) => key !== input.key)))
    case 'cas':
      if (now !== input.from) return way({ kind: 'unequal' }, store)
      return way({ kind: 'swapped' }, { ...store, [input.key]: input.to })
    default:
      return input satisfies never
  }
}
