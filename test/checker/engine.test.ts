import { expect, test } from 'vitest'
import {
  check,
  checkOperations,
  illegal,
  keyValueModelWith,
  legal,
  partitionBy,
  registerModel,
  type KeyValueInput,
  type KeyValueOutput,
  type Model,
  type Operation,
  type Progress,
  type RegisterInput,
  type RegisterOutput,
} from '#checker'

const budget = { stepsMax: 1_000_000 }

/**
 * Calls of one client in turn, and a call of somebody who never hears of it, has no effect, and keeps `check` from simply
 * going through them.
 */
function inTurn<Input, Output>(
  calls: readonly (readonly [input: Input, output: Output])[],
  idle: Input,
): readonly Operation<Input, Output>[] {
  const returned = calls.map(([input, output], index): Operation<Input, Output> => ({
    kind: 'returned',
    client: 'ann',
    input,
    output,
    call: 2 * index,
    return: 2 * index + 1,
  }))
  return [...returned, { kind: 'pending', client: 'bob', input: idle, call: 0 }]
}

test('an append that makes what stands for nothing lets the next one begin anew', () => {
  const done: KeyValueOutput = { kind: 'done' }
  const history = inTurn<KeyValueInput, KeyValueOutput>(
    [
      [{ kind: 'put', key: 'k', value: 'f' }, done],
      [{ kind: 'append', key: 'k', value: 'oo' }, done],
      [{ kind: 'append', key: 'k', value: 'z' }, done],
      [
        { kind: 'get', key: 'k' },
        { kind: 'value', value: 'z' },
      ],
    ],
    { kind: 'get', key: 'k' },
  )
  const model = keyValueModelWith('foo')
  expect(check(model, history, budget).kind).toBe('linearizable')
  expect(checkOperations(model, history, budget).kind).toBe('linearizable')
})

test('not a number is not what was written', () => {
  const model = registerModel(0)
  const history = inTurn<RegisterInput, RegisterOutput>(
    [
      [{ kind: 'write', value: NaN }, { kind: 'written' }],
      [{ kind: 'read' }, { kind: 'value', value: NaN }],
    ],
    { kind: 'read' },
  )
  expect(check(model, history, budget).kind).toBe('illegal')
  expect(checkOperations(model, history, budget).kind).toBe('illegal')
})

const tag = Symbol('tag')
const hidden = (value: number) => Object.defineProperty({}, 'n', { value })

/** A user's model may look at anything in its inputs. */
test.each([
  ['0 and -0', [0, -0]],
  ['symbols', [{ [tag]: 0 }, { [tag]: 1 }]],
  ['fields that are not listed', [hidden(0), hidden(1)]],
  ['holes', [[undefined], Object.assign([], { length: 1 })]],
  ['names of a list', [Object.assign([1], { n: 0 }), Object.assign([1], { n: 1 })]],
  ['depth', [{ a: { b: [1] } }, { a: { b: [2] } }]],
  ['dates', [new Date(0), new Date(1)]],
])('inputs that differ in %s are different operations', (_, [first, second]) => {
  const model: Model<number, unknown, 'ok'> = {
    init: () => 0,
    // `===` would not tell 0 from -0.
    step: (count, input) => (Object.is(input, count === 0 ? first : second) ? legal(count + 1) : illegal),
    key: (count) => count,
    describeOperation: String,
    describeState: String,
  }
  const right = inTurn<unknown, 'ok'>(
    [
      [first, 'ok'],
      [second, 'ok'],
    ],
    'neither',
  )
  const wrong = inTurn<unknown, 'ok'>(
    [
      [first, 'ok'],
      [first, 'ok'],
    ],
    'neither',
  )
  expect(check(model, right, budget).kind).toBe('linearizable')
  expect(check(model, wrong, budget).kind).toBe('illegal')
})

test('an input that holds itself is an input', () => {
  const self: { me?: unknown } = {}
  self.me = self
  const model: Model<number, unknown, 'ok'> = {
    init: () => 0,
    step: (count) => legal(count + 1),
    key: (count) => count,
    describeOperation: String,
    describeState: String,
  }
  expect(check(model, inTurn<unknown, 'ok'>([[self, 'ok']], self), budget).kind).toBe('linearizable')
})

test('windows of more than 32 operations take more words', () => {
  const writes = Array.from({ length: 100 }, (_, index): Operation<unknown, unknown> => ({
    kind: 'returned',
    client: `c${index}`,
    input: { kind: 'write', value: index % 7 },
    output: { kind: 'written' },
    call: index,
    return: 1_000 + index,
  }))
  const read = (call: number, value: number): Operation<unknown, unknown> => ({
    kind: 'returned',
    client: 'reader',
    input: { kind: 'read' },
    output: { kind: 'value', value },
    call,
    return: call + 1,
  })
  // The casts: the operations are a register's.
  const history = (...reads: readonly Operation<unknown, unknown>[]) => [...writes, ...reads] as never
  expect(check(registerModel(null), history(read(2_000, 3), read(2_002, 3)), budget).kind).toBe(
    'linearizable',
  )
  expect(check(registerModel(null), history(read(2_000, 3), read(2_002, 4)), budget).kind).toBe('illegal')
})

test('a long history of repeated values overflows nothing', () => {
  const history = Array.from({ length: 200_000 }, (_, index): Operation<unknown, unknown> => {
    const isWrite = index % 2 === 0
    const value = (index >> 1) % 3
    return {
      kind: 'returned',
      client: 'ann',
      input: isWrite ? { kind: 'write', value } : { kind: 'read' },
      output: isWrite ? { kind: 'written' } : { kind: 'value', value },
      call: 2 * index,
      return: 2 * index + 1,
    }
  })
  expect(check(registerModel(null), history as never, { stepsMax: 10_000_000 }).kind).toBe('linearizable')
})

test('a verdict that is missing says what was spent, and on which group', () => {
  const history = ['a', 'b'].flatMap((key) =>
    inTurn<KeyValueInput, KeyValueOutput>(
      Array.from({ length: 100 }, (_, index): readonly [KeyValueInput, KeyValueOutput] =>
        index % 2 === 0
          ? [{ kind: 'put', key, value: `${index % 4}` }, { kind: 'done' }]
          : [
              { kind: 'get', key },
              { kind: 'value', value: `${(index - 1) % 4}` },
            ],
      ),
      { kind: 'get', key },
    ),
  )
  const verdict = check(keyValueModelWith(''), history, { stepsMax: 300 })
  expect(verdict).toMatchObject({ kind: 'undecided', groups: [{ length: 101 }] })
  expect(verdict.kind === 'undecided' && verdict.why).toContain(
    '1 of 2 groups are undecided (101 operations that begin with put("b", "0") → ok): raise the budget',
  )
})

test('states that would fill the memory end in no verdict that says so, whatever the budget', () => {
  // In each order another state, and each a megabyte long.
  const orders: Model<string, string, string> = {
    init: () => '',
    step: (order, input, outcome) =>
      outcome.kind === 'returned' && outcome.value === 'no' ? illegal : legal(order + input),
    key: (order) => order.padEnd(1_000_000),
    partition: partitionBy((input) => input.length),
    describeOperation: (input) => input,
    describeState: (order) => order,
  }
  const call = (input: string, output: string, at: number): Operation<string, string> => ({
    kind: 'returned',
    client: input,
    input,
    output,
    call: at,
    return: at,
  })
  const hard = [...'abcdef'].map((name) => call(name.repeat(4), 'yes', 0))
  const history = [...hard, call('last', 'no', 1)]
  const endless = { stepsMax: 1_000_000_000 }
  const verdict = check(orders, [...history, call('x', 'yes', 1)], endless)
  expect(verdict).toMatchObject({ kind: 'undecided', groups: [{ length: 7 }] })
  expect(verdict.kind === 'undecided' && verdict.why).toContain(
    'there is more to remember than can be held in memory: 1 of 2 groups are undecided (7 operations that begin with aaaa): judge a shorter',
  )
  // An illegal group behind it is still found.
  expect(check(orders, [...history, call('x', 'no', 1)], endless).kind).toBe('illegal')
})

test('progress is told after each group, and changes nothing', () => {
  const history = ['a', 'b', 'c'].flatMap((key) =>
    inTurn<KeyValueInput, KeyValueOutput>([[{ kind: 'put', key, value: '1' }, { kind: 'done' }]], {
      kind: 'get',
      key,
    }),
  )
  const told: Progress[] = []
  const model = keyValueModelWith('')
  const verdict = check(model, history, { ...budget, onProgress: (progress) => told.push(progress) })
  expect(told.map(({ groups, decided }) => [groups, decided])).toEqual([
    [3, 1],
    [3, 2],
    [3, 3],
  ])
  expect(told.at(-1)?.stepsSpent).toBe(verdict.stepsSpent)
  expect(verdict).toEqual(check(model, history, budget))
})
