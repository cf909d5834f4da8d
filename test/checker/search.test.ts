import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  checkEvents,
  checkOperations,
  illegal,
  keyValueModel,
  legal,
  registerModel,
  type Event,
  type KeyValueInput,
  type KeyValueOutput,
  type Model,
  type Operation,
  type RegisterInput,
  type RegisterOutput,
} from '#checker'
import { arbitraryHistory, keyValue, register } from './generators.ts'

const model = registerModel(0)
const budget = { stepsMax: 1_000_000 }

type RegisterOperation = Operation<RegisterInput, RegisterOutput>

function write(value: number, call: number, end: number): RegisterOperation {
  const input = { kind: 'write', value } as const
  return { kind: 'returned', client: 'c', input, output: { kind: 'written' }, call, return: end }
}

function read(value: number, call: number, end: number): RegisterOperation {
  const output = { kind: 'value', value } as const
  return { kind: 'returned', client: 'c', input: { kind: 'read' }, output, call, return: end }
}

function pendingWrite(value: number, call: number): RegisterOperation {
  return { kind: 'pending', client: 'c', input: { kind: 'write', value }, call }
}

describe('real time', () => {
  test('a read after an acknowledged write must see it', () => {
    const stale = read(0, 3, 4)
    const verdict = checkOperations(model, [write(1, 1, 2), stale], budget)
    expect(verdict).toMatchObject({ kind: 'illegal', unplaceable: stale })
  })

  test('intervals are closed: a read called when the write returns may come first', () => {
    expect(checkOperations(model, [write(1, 1, 2), read(0, 2, 3)], budget).kind).toBe('linearizable')
    expect(checkOperations(model, [read(0, 2, 3), write(1, 1, 2)], budget).kind).toBe('linearizable')
  })

  test('operations that take no time are concurrent at one time, and ordered at two', () => {
    expect(checkOperations(model, [read(1, 1, 1), write(1, 1, 1)], budget).kind).toBe('linearizable')
    expect(checkOperations(model, [read(1, 1, 1), write(1, 2, 2)], budget).kind).toBe('illegal')
  })

  // MIT 6.824, 2017, quiz 2, section VII; also the first test of Porcupine.
  test('a write seen by one read is seen by every later read', () => {
    expect(checkOperations(model, [write(1, 0, 100), read(1, 25, 75), read(0, 30, 60)], budget).kind).toBe(
      'linearizable',
    )
    const tooLate = read(0, 40, 90)
    const verdict = checkOperations(model, [write(2, 0, 100), read(2, 10, 30), tooLate], budget)
    expect(verdict).toMatchObject({ kind: 'illegal', unplaceable: tooLate })
  })
})

describe('pending operations', () => {
  test('a pending write may take effect at any later time, once', () => {
    expect(checkOperations(model, [pendingWrite(1, 1), read(0, 2, 3), read(1, 4, 5)], budget).kind).toBe(
      'linearizable',
    )
    const again = [pendingWrite(1, 1), read(1, 2, 3), write(2, 4, 5), read(1, 6, 7)]
    expect(checkOperations(model, again, budget).kind).toBe('illegal')
  })

  test('a pending write does not take effect before its call', () => {
    expect(checkOperations(model, [read(1, 1, 2), pendingWrite(1, 3)], budget).kind).toBe('illegal')
  })

  test('a pending write may never take effect, and is then left out of the linearization', () => {
    const seen = read(0, 2, 3)
    const verdict = checkOperations(model, [pendingWrite(1, 1), seen], budget)
    expect(verdict).toMatchObject({ kind: 'linearizable', linearizations: [[seen]] })
  })

  test('a pending operation that could not even come last is left out', () => {
    type Input = 'dequeue' | 'size'
    const queue: Model<number, Input, number> = {
      init: () => 0,
      step: (size, input, outcome) => {
        if (input === 'dequeue') return size === 0 ? illegal : legal(size - 1)
        return outcome.kind === 'unknown' || outcome.value === size ? legal(size) : illegal
      },
      key: (size) => size,
      describeOperation: (input) => input,
      describeState: String,
    }
    const dequeue = { kind: 'pending', client: 'c1', input: 'dequeue', call: 1 } as const
    const size = { kind: 'returned', client: 'c2', input: 'size', output: 0, call: 2, return: 3 } as const
    expect(checkOperations(queue, [dequeue, size], budget).kind).toBe('linearizable')
  })
})

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

describe('the budget', () => {
  test('of one step less than needed leaves the verdict undecided, of exactly as many does not', () => {
    fc.assert(
      fc.property(arbitraryHistory(register, 8), (operations) => {
        const verdict = checkOperations(model, operations, budget)
        if (verdict.stepsSpent === 0) return
        expect(checkOperations(model, operations, { stepsMax: verdict.stepsSpent })).toEqual(verdict)
        if (verdict.stepsSpent === 1) return
        const stepsMax = verdict.stepsSpent - 1
        expect(checkOperations(model, operations, { stepsMax })).toMatchObject({
          kind: 'undecided',
          stepsSpent: stepsMax,
        })
      }),
    )
  })

  /** Twelve concurrent appends and a read that no order of them explains: 12! states. */
  const hard: Operation<KeyValueInput, KeyValueOutput>[] = Array.from({ length: 12 }, (_, index) => {
    const input = { kind: 'append', key: 'hard', value: `${index},` } as const
    return {
      kind: 'returned',
      client: `c${index}`,
      input,
      output: { kind: 'done' },
      call: index,
      return: 100,
    }
  })
  const impossible: Operation<KeyValueInput, KeyValueOutput> = {
    kind: 'returned',
    client: 'reader',
    input: { kind: 'get', key: 'hard' },
    output: { kind: 'value', value: 'never written' },
    call: 101,
    return: 102,
  }
  const stale = { ...impossible, input: { kind: 'get', key: 'easy' } } as const

  test('that ran out says where, and never counts as an answer', () => {
    expect(checkOperations(keyValueModel, [...hard, impossible], { stepsMax: 50_000 })).toEqual({
      kind: 'undecided',
      why:
        '50000 steps did not suffice: 1 of 1 groups are undecided (of 13 operations): ' +
        'raise stepsMax, or judge a shorter history',
      stepsSpent: 50_000,
    })
  })

  test('is shared out, so that a hard group does not hide an illegal one behind it', () => {
    const verdict = checkOperations(keyValueModel, [...hard, impossible, stale], { stepsMax: 50_000 })
    expect(verdict).toMatchObject({
      kind: 'illegal',
      group: [stale],
      longest: [],
      partials: [],
      unplaceable: stale,
    })
  })

  test('goes to the group that is still open', () => {
    const easy = { ...stale, output: { kind: 'value', value: '' } } as const
    const { kind, stepsSpent } = checkOperations(keyValueModel, [...hard, impossible, easy], {
      stepsMax: 50_000,
    })
    expect({ kind, stepsSpent }).toEqual({ kind: 'undecided', stepsSpent: 50_000 })
  })
})

describe('what makes no history', () => {
  test.each([
    [read(0, 2, 1), 'got call 2, return 1'],
    [read(0, Number.NaN, 1), 'got call NaN, return 1'],
    [read(0, 0, Number.POSITIVE_INFINITY), 'got call 0, return Infinity'],
    [pendingWrite(0, Number.NEGATIVE_INFINITY), 'got call -Infinity, return -Infinity'],
  ])('is refused (%#)', (operation, came) => {
    expect(() => checkOperations(model, [write(0, 1, 2), operation], budget)).toThrow(
      `operation 1 of c: expected finite times with call <= return, ${came}: take both from one clock`,
    )
  })

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'is judged with a budget of %d',
    (stepsMax) => {
      expect(() => checkOperations(model, [], { stepsMax })).toThrow(
        'expected stepsMax to be a positive whole number',
      )
    },
  )

  test('is a history of which the partition drops a part', () => {
    const careless = { ...keyValueModel, partition: () => [] }
    fc.assert(
      fc.property(arbitraryHistory(keyValue, 3), (operations) => {
        fc.pre(operations.length > 0)
        expect(() => checkOperations(careless, operations, budget)).toThrow("correct the model's partition")
      }),
    )
  })
})

test('an empty history is linearizable', () => {
  const verdict = { kind: 'linearizable', linearizations: [[]], stepsSpent: 0 }
  expect(checkOperations(model, [], budget)).toEqual(verdict)
})

test('one object may stand in a history twice', () => {
  const stale = read(1, 1, 2)
  expect(checkOperations(model, [stale, stale], budget)).toMatchObject({
    kind: 'illegal',
    unplaceable: stale,
  })
})

describe('more operations than a word has bits', () => {
  /** Pairs of concurrent writes, 2n and 2n + 1, each followed by a read of the first one: it came last. */
  const pairs = Array.from({ length: 30 }, (_, n) => [
    write(2 * n, 10 * n, 10 * n + 5),
    write(2 * n + 1, 10 * n, 10 * n + 5),
    read(2 * n, 10 * n + 6, 10 * n + 7),
  ]).flat()

  test('are placed in the one order that is legal', () => {
    const verdict = checkOperations(model, pairs, budget)
    const inOrder = pairs.flatMap((operation, index) =>
      index % 3 === 0 ? [pairs[index + 1], operation] : [],
    )
    const writes = verdict.kind === 'linearizable' ? verdict.linearizations.flat().filter(isWrite) : []
    expect(writes).toEqual(inOrder)
  })

  test('are told apart: all but the stale read are placed', () => {
    const stale = read(0, 1_000, 1_001)
    const verdict = checkOperations(model, [...pairs, stale], budget)
    expect(verdict).toMatchObject({ kind: 'illegal', unplaceable: stale })
    expect(verdict.kind === 'illegal' && verdict.longest.length).toBe(pairs.length)
  })
})

function isWrite(operation: RegisterOperation): boolean {
  return operation.input.kind === 'write'
}
