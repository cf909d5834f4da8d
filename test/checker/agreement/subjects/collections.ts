import {
  counterModel,
  listModel,
  queueModel,
  setModel,
  stackModel,
  type CounterInput,
  type CounterOutput,
  type ListInput,
  type ListOutput,
  type QueueInput,
  type QueueOutput,
  type SetInput,
  type SetOutput,
  type StackInput,
  type StackOutput,
  type StateKey,
} from '#checker'
import type { Choices } from '../choices.ts'
import { subject, way } from '../subject.ts'

const done = { kind: 'done' } as const
const empty = { kind: 'empty' } as const

export const counter = subject<number, number, CounterInput, CounterOutput>({
  name: 'counter',
  model: counterModel,
  first: 0,
  ways: (count, input) =>
    input.kind === 'read' ? way({ kind: 'value', value: count }, count) : way(done, count + input.amount),
  input: (choices) =>
    choices.kind(['read', 'add']) === 'read'
      ? { kind: 'read' }
      : { kind: 'add', amount: choices.pick([1, 1, 1, 2, 5, -1, 0]) },
  answer: (choices, { kind }) =>
    kind === 'read' ? { kind: 'value', value: choices.below(8) - choices.below(3) } : done,
})

/** The members as a list without an order that counts. */
export const set = subject<boolean, readonly StateKey[], SetInput, SetOutput>({
  name: 'set',
  model: setModel,
  first: [],
  ways: (members, { kind, element }) => {
    const others = members.filter((member) => member !== element)
    const isMember = others.length < members.length
    if (kind === 'contains') return way({ kind: 'member', is: isMember }, members)
    const after = kind === 'add' ? [...others, element] : others
    const answer = { kind: isMember === (kind === 'add') ? 'unchanged' : 'changed' } as const
    return [
      { output: answer, after },
      { output: done, after },
    ]
  },
  input: (choices) => ({
    kind: choices.kind(['contains', 'add', 'remove']),
    element: choices.chance(50) ? choices.seen() : choices.value(),
  }),
  answer: (choices, { kind }) => {
    if (kind === 'contains') return { kind: 'member', is: choices.chance(50) }
    return { kind: choices.pick(['changed', 'changed', 'unchanged', 'done'] as const) }
  },
})

type Values = readonly StateKey[]

export const queue = subject<Values, Values, QueueInput, QueueOutput>({
  name: 'queue',
  model: queueModel,
  first: [],
  ways: (waiting, input) => {
    if (input.kind === 'enqueue') return way(done, waiting.concat([input.value]))
    const [value] = waiting
    return value === undefined ? way(empty, []) : way({ kind: 'value', value }, waiting.slice(1))
  },
  input: (choices) => {
    const kind = choices.kind(['dequeue', 'enqueue'])
    return kind === 'enqueue' ? { kind, value: choices.value() } : { kind }
  },
  answer: (choices, { kind }) => (kind === 'enqueue' ? done : taken(choices)),
})

export const stack = subject<Values, Values, StackInput, StackOutput>({
  name: 'stack',
  model: stackModel,
  first: [],
  // The newest first, which is not how the model has it.
  ways: (piled, input) => {
    if (input.kind === 'push') return way(done, [input.value, ...piled])
    const [value, ...below] = piled
    return value === undefined ? way(empty, []) : way({ kind: 'value', value }, below)
  },
  input: (choices) => {
    const kind = choices.kind(['pop', 'push'])
    return kind === 'push' ? { kind, value: choices.value() } : { kind }
  },
  answer: (choices, { kind }) => (kind === 'push' ? done : taken(choices)),
})

function taken(
  choices: Choices,
): { readonly kind: 'value'; readonly value: StateKey } | { readonly kind: 'empty' } {
  return choices.chance(25) ? empty : { kind: 'value', value: choices.seen() }
}

export const list = subject<Values, Readonly<Record<string, Values>>, ListInput, ListOutput>({
  name: 'list',
  model: listModel,
  first: {},
  ways: (lists, input) => {
    const values = lists[input.key] ?? []
    if (input.kind === 'read') return way({ kind: 'values', values }, lists)
    return way(done, { ...lists, [input.key]: [...values, input.value] })
  },
  input: (choices) => {
    const [kind, key] = [choices.kind(['read', 'append']), choices.key()]
    return kind === 'read' ? { kind, key } : { kind, key, value: choices.value() }
  },
  answer: (choices, { kind }) => {
    if (kind === 'append') return done
    return { kind: 'values', values: Array.from({ length: choices.below(4) }, choices.seen) }
  },
})
