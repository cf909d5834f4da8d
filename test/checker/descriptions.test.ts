import { expect, test } from 'vitest'
import { casRegisterModel, keyValueModel, registerModel } from '#checker'

const unknown = { kind: 'unknown' } as const

function answered<Output>(value: Output) {
  return { kind: 'returned', value } as const
}

test('models describe operations as calls with their answers, and unknown answers as ?', () => {
  const { describeOperation: register } = registerModel(0)
  const { describeOperation: cas } = casRegisterModel
  const { describeOperation: keyValue } = keyValueModel
  expect([
    register({ kind: 'read' }, answered({ kind: 'value', value: 'x' })),
    register({ kind: 'write', value: 1 }, answered({ kind: 'written' })),
    register({ kind: 'write', value: 1 }, unknown),
    cas({ kind: 'read' }, answered({ kind: 'value', value: null })),
    cas({ kind: 'write', value: 3 }, answered({ kind: 'written' })),
    cas({ kind: 'cas', from: 1, to: 2 }, answered({ kind: 'swapped' })),
    cas({ kind: 'cas', from: 1, to: 2 }, answered({ kind: 'unequal' })),
    cas({ kind: 'cas', from: 1, to: 2 }, unknown),
    keyValue({ kind: 'get', key: 'k' }, answered({ kind: 'value', value: '' })),
    keyValue({ kind: 'append', key: 'k', value: 'x' }, answered({ kind: 'done' })),
    keyValue({ kind: 'put', key: 'k', value: 'x' }, unknown),
  ]).toEqual([
    'read() → "x"',
    'write(1) → ok',
    'write(1) → ?',
    'read() → null',
    'write(3) → ok',
    'cas(1, 2) → ok',
    'cas(1, 2) → unequal',
    'cas(1, 2) → ?',
    'get("k") → ""',
    'append("k", "x") → ok',
    'put("k", "x") → ?',
  ])
})

test('models describe states', () => {
  expect([
    registerModel(0).describeState('x'),
    casRegisterModel.describeState(null),
    keyValueModel.describeState(''),
  ]).toEqual(['"x"', 'null', '""'])
})
