import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkEvents, checkOperations, registerModel, type Event, type Operation } from '#checker'
import { arbitraryHistory, register } from './generators.ts'

const model = registerModel(0)
const budget = { stepsMax: 1_000_000 }

/** The same history as events: at one time, calls come before returns. */
function eventsOf<Input, Output>(
  operations: readonly Operation<Input, Output>[],
): readonly Event<Input, Output>[] {
  const timed = operations.flatMap((operation, id) => {
    const { client, input } = operation
    const call = { time: operation.call, rank: 0, event: { kind: 'call', client, id, input } as const }
    if (operation.kind === 'pending') return [call]
    const event = { kind: 'return', client, id, output: operation.output } as const
    return [call, { time: operation.return, rank: 1, event }]
  })
  return timed
    .toSorted((left, right) => left.time - right.time || left.rank - right.rank)
    .map(({ event }) => event)
}

describe('events', () => {
  test('get the verdict of the same history told as operations', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(arbitraryHistory(register, 8), (operations) => {
        const { kind } = checkOperations(model, operations, budget)
        expect(checkEvents(model, eventsOf(operations), budget).kind).toBe(kind)
        seen.add(kind)
      }),
    )
    expect(seen.size).toBe(2)
  })

  const call = { kind: 'call', client: 'c1', id: 7, input: { kind: 'read' } } as const
  const end = { kind: 'return', client: 'c1', id: 7, output: { kind: 'value', value: 0 } } as const
  test.each([
    [[call, call], 'event 1 calls id 7 a second time: give every operation its own id'],
    [[call, end, call], 'event 2 calls id 7 a second time: give every operation its own id'],
    [[end], 'event 0 returns id 7, which has no open call: put the call first, and return once'],
    [[call, end, end], 'event 2 returns id 7, which has no open call: put the call first, and return once'],
    [[call, { ...end, client: 'c2' }], 'event 1 returns id 7 to c2, but c1 called it: use one id a call'],
  ])('that contradict themselves get no verdict (%#)', (events, message) => {
    expect(() => checkEvents(model, events, budget)).toThrow(new Error(message))
  })
})
