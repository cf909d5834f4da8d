import { expect, test } from 'vitest'
import {
  bankModel,
  casRegisterModel,
  counterModel,
  keyValueModel,
  keyValueModelWith,
  listModel,
  lockModel,
  queueModel,
  randomRegisterModel,
  registerModel,
  setModel,
  stackModel,
} from '#checker'

const unknown = { kind: 'unknown' } as const

function answered<Output>(value: Output) {
  return { kind: 'returned', value } as const
}

const done = answered({ kind: 'done' } as const)

test('registers describe operations as calls with their answers, and unknown answers as ?', () => {
  const { describeOperation: register } = registerModel(0)
  const { describeOperation: cas } = casRegisterModel
  const { describeOperation: random } = randomRegisterModel
  expect([
    register({ kind: 'read' }, answered({ kind: 'value', value: 'x' })),
    register({ kind: 'write', value: 1 }, answered({ kind: 'written' })),
    register({ kind: 'write', value: 1 }, unknown),
    cas({ kind: 'read' }, answered({ kind: 'value', value: null })),
    cas({ kind: 'write', value: 3 }, answered({ kind: 'written' })),
    cas({ kind: 'cas', from: 1, to: 2 }, answered({ kind: 'swapped' })),
    cas({ to: 2, from: 1, kind: 'cas' }, answered({ kind: 'unequal' })),
    cas({ kind: 'cas', from: 'a', to: null }, unknown),
    random({ kind: 'writeAny', values: [1, 'x'] }, answered({ kind: 'written' })),
  ]).toEqual([
    'read() → "x"',
    'write(1) → ok',
    'write(1) → ?',
    'read() → null',
    'write(3) → ok',
    'cas(1, 2) → ok',
    'cas(1, 2) → unequal',
    'cas("a", null) → ?',
    'writeAny([1,"x"]) → ok',
  ])
})

test('a key/value store and a list say the key first', () => {
  const { describeOperation: keyValue } = keyValueModel
  const { describeOperation: list } = listModel
  expect([
    keyValue({ kind: 'get', key: 'k' }, answered({ kind: 'value', value: '' })),
    keyValue({ kind: 'append', value: 'x', key: 'k' }, done),
    keyValue({ kind: 'put', key: 'k', value: 'x' }, unknown),
    keyValue({ kind: 'delete', key: 'k' }, done),
    keyValue({ kind: 'cas', key: 'k', from: '', to: 'x' }, answered({ kind: 'unequal' })),
    list({ kind: 'append', key: 'k', value: 1 }, done),
    list({ kind: 'read', key: 'k' }, answered({ kind: 'values', values: [1, 'x'] })),
  ]).toEqual([
    'get("k") → ""',
    'append("k", "x") → ok',
    'put("k", "x") → ?',
    'delete("k") → ok',
    'cas("k", "", "x") → unequal',
    'append("k", 1) → ok',
    'read("k") → [1,"x"]',
  ])
})

test('the others do as those', () => {
  expect([
    counterModel.describeOperation({ kind: 'add', amount: -1 }, done),
    counterModel.describeOperation({ kind: 'read' }, answered({ kind: 'value', value: 7 })),
    setModel.describeOperation({ kind: 'add', element: 'e' }, answered({ kind: 'unchanged' })),
    setModel.describeOperation({ kind: 'contains', element: 'e' }, answered({ kind: 'member', is: false })),
    queueModel.describeOperation({ kind: 'enqueue', value: 1 }, done),
    queueModel.describeOperation({ kind: 'dequeue' }, answered({ kind: 'empty' })),
    stackModel.describeOperation({ kind: 'pop' }, answered({ kind: 'value', value: null })),
    lockModel.describeOperation({ kind: 'acquire', lock: 'l', owner: 'ann' }, answered({ kind: 'refused' })),
    bankModel({}).describeOperation({ kind: 'transfer', from: 'a', to: 'b', amount: 5 }, done),
    bankModel({}).describeOperation({ kind: 'balances' }, answered({ kind: 'balances', balances: { a: 1 } })),
  ]).toEqual([
    'add(-1) → ok',
    'read() → 7',
    'add("e") → unchanged',
    'contains("e") → false',
    'enqueue(1) → ok',
    'dequeue() → empty',
    'pop() → null',
    'acquire("l", "ann") → refused',
    'transfer("a", "b", 5) → ok',
    'balances() → {"a":1}',
  ])
})

test('models describe states', () => {
  expect([
    registerModel(0).describeState('x'),
    casRegisterModel.describeState(null),
    keyValueModel.describeState(''),
    keyValueModelWith(null).describeState(null),
    counterModel.describeState(-1),
    [true, false].map((isMember) => setModel.describeState(isMember)),
    queueModel.describeState([1, 'x']),
    stackModel.describeState([]),
    ['ann', null].map((holder) => lockModel.describeState(holder)),
    listModel.describeState([null]),
    bankModel({}).describeState({ a: 1 }),
    randomRegisterModel.describeState([1, 2]),
  ]).toEqual([
    '"x"',
    'null',
    '""',
    'null',
    '-1',
    ['in the set', 'not in the set'],
    '[1,"x"]',
    '[]',
    ['held by "ann"', 'free'],
    '[null]',
    '{"a":1}',
    '{1, 2}',
  ])
})
