import { describe, expect, test } from 'vitest'
import { checkOperations, illegal, legal, registerModel, type Model } from '#checker'
import { pendingWrite, read, write, type RegisterOperation } from './register-history.ts'

const model = registerModel(0)
const budget = { stepsMax: 1_000_000 }

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

  test('a pending operation that changes nothing costs nothing, and is left out', () => {
    const idle = Array.from({ length: 20 }, (): RegisterOperation => ({
      kind: 'pending',
      client: 'c',
      input: { kind: 'read' },
      call: 1,
    }))
    const seen = read(0, 2, 3)
    const linearization = [[seen]]
    const verdict = checkOperations(model, [...idle, pendingWrite(0, 1), seen], budget)
    expect(verdict).toMatchObject({ kind: 'linearizable', linearizations: linearization })
    const impossible = checkOperations(model, [...idle, seen, read(2, 4, 5)], budget)
    expect(impossible).toMatchObject({ kind: 'illegal', longest: [seen] })
    expect(impossible.stepsSpent).toBeLessThan(100)
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

  test('a partial linearization is not kept for the sake of a pending operation', () => {
    type Input = 'start' | 'stay' | 'break' | 'never'
    const machine: Model<string, Input, 'ok'> = {
      init: () => 'new',
      step: (state, input) => {
        if (input === 'stay') return legal(state)
        if (input === 'never' || state !== 'new') return illegal
        return legal(input === 'start' ? 'running' : 'broken')
      },
      key: (state) => state,
      describeOperation: (input) => input,
      describeState: (state) => state,
    }
    const answered = { kind: 'returned', client: 'c', output: 'ok', call: 1, return: 2 } as const
    const [stay, start] = [{ ...answered, input: 'stay' } as const, { ...answered, input: 'start' } as const]
    const never = { ...answered, input: 'never' } as const
    const pending = { kind: 'pending', client: 'c', input: 'break', call: 1 } as const
    const verdict = checkOperations(machine, [pending, stay, start, never], budget)
    expect(verdict).toMatchObject({ kind: 'illegal', partials: [[stay, start]], unplaceable: never })
  })
})
