import { describe, expect, test } from 'vitest'
import {
  bankModel,
  checkOperations,
  counterModel,
  keyValueModelWith,
  lockModel,
  models,
  setModel,
  type Model,
  type Operation,
} from '#checker'
import { subjects } from './agreement/subjects/index.ts'

/** Judges what one client was told, one call after the other. */
function verdictOn<State, Input, Output>(
  model: Model<State, Input, Output>,
): (calls: readonly (readonly [input: Input, output: Output])[]) => string {
  return (calls) => {
    const history = calls.map(([input, output], index): Operation<Input, Output> => {
      return { kind: 'returned', client: 'c', input, output, call: 2 * index, return: 2 * index + 1 }
    })
    return checkOperations(model, history, { stepsMax: 10_000 }).kind
  }
}

const done = { kind: 'done' } as const
const refused = { kind: 'refused' } as const

describe('a bank', () => {
  const transfer = { kind: 'transfer', from: 'a', to: 'b', amount: 2 } as const
  const bank = bankModel({ a: 3, b: 0 })

  test.each([
    { a: 1, b: 2, verdict: 'linearizable' },
    { a: 3, b: 2, verdict: 'illegal' },
    { a: 1, b: 0, verdict: 'illegal' },
  ])('moves money: $a and $b after a transfer of 2 is $verdict', ({ a, b, verdict }) => {
    const balances = { kind: 'balances', balances: { b, a } } as const
    expect(
      verdictOn(bank)([
        [transfer, done],
        [{ kind: 'balances' }, balances],
      ]),
    ).toBe(verdict)
  })

  test('refuses what an account does not have, and nothing else', () => {
    expect(
      verdictOn(bank)([
        [transfer, done],
        [transfer, refused],
      ]),
    ).toBe('linearizable')
    expect(
      verdictOn(bank)([
        [transfer, done],
        [transfer, done],
      ]),
    ).toBe('illegal')
    expect(verdictOn(bank)([[transfer, refused]])).toBe('illegal')
  })

  test('neither makes nor loses money when an account pays itself', () => {
    const balances = { kind: 'balances', balances: { a: 3, b: 0 } } as const
    expect(
      verdictOn(bank)([
        [{ ...transfer, to: 'a' }, done],
        [{ kind: 'balances' }, balances],
      ]),
    ).toBe('linearizable')
  })

  test.each(['z', '__proto__', 'toString'])('has no account %s that it was not told of', (to) => {
    expect(() => verdictOn(bank)([[{ ...transfer, to }, done]])).toThrow(
      `expected an account of "a", "b", got "${to}": say what each account has at first`,
    )
  })

  test('sees an account that is missing, or one too many, in the balances', () => {
    for (const balances of [{ a: 3 }, { a: 3, b: 0, c: 0 }])
      expect(verdictOn(bank)([[{ kind: 'balances' }, { kind: 'balances', balances }]])).toBe('illegal')
  })
})

describe('a lock', () => {
  const ann = { kind: 'acquire', lock: 'l', owner: 'ann' } as const

  test('is not given twice, not even to its owner', () => {
    expect(
      verdictOn(lockModel)([
        [ann, done],
        [ann, refused],
      ]),
    ).toBe('linearizable')
    expect(
      verdictOn(lockModel)([
        [ann, done],
        [ann, done],
      ]),
    ).toBe('illegal')
  })

  test('is released by its owner only', () => {
    expect(
      verdictOn(lockModel)([
        [ann, done],
        [{ ...ann, kind: 'release', owner: 'bob' }, refused],
        [ann, refused],
      ]),
    ).toBe('linearizable')
    expect(
      verdictOn(lockModel)([
        [ann, done],
        [{ ...ann, kind: 'release', owner: 'bob' }, done],
      ]),
    ).toBe('illegal')
  })
})

test('a set may say whether it was changed, or not', () => {
  const add = { kind: 'add', element: 1 } as const
  const contains = { kind: 'contains', element: 1 } as const
  expect(
    verdictOn(setModel)([
      [add, { kind: 'changed' }],
      [add, { kind: 'unchanged' }],
      [add, done],
    ]),
  ).toBe('linearizable')
  expect(verdictOn(setModel)([[add, { kind: 'unchanged' }]])).toBe('illegal')
  expect(
    verdictOn(setModel)([
      [add, done],
      [contains, { kind: 'member', is: false }],
    ]),
  ).toBe('illegal')
})

test.each([null, ''])(
  'a key that holds nothing reads as %j, before it is written and when it is deleted',
  (absent) => {
    const model = keyValueModelWith(absent)
    const [get, nothing] = [{ kind: 'get', key: 'k' } as const, { kind: 'value', value: absent } as const]
    const append = { kind: 'append', key: 'k', value: 'x' } as const
    const x = { kind: 'value', value: 'x' } as const
    expect(
      verdictOn(model)([
        [get, nothing],
        [append, done],
        [get, x],
        [{ kind: 'delete', key: 'k' }, done],
        [get, nothing],
        [{ kind: 'cas', key: 'k', from: absent, to: 'y' }, { kind: 'swapped' }],
        [{ kind: 'cas', key: 'k', from: 'x', to: 'z' }, { kind: 'unequal' }],
        [get, { kind: 'value', value: 'y' }],
      ]),
    ).toBe('linearizable')
    expect(
      verdictOn(model)([
        [append, done],
        [get, nothing],
      ]),
    ).toBe('illegal')
  },
)

test('a counter goes below 0', () => {
  expect(
    verdictOn(counterModel)([
      [{ kind: 'add', amount: -2 }, done],
      [{ kind: 'read' }, { kind: 'value', value: -2 }],
    ]),
  ).toBe('linearizable')
})

test('every model that has a name is judged against every order', () => {
  const tested = new Set(subjects.map(({ name }) => name))
  expect(Object.keys(models).filter((name) => !tested.has(name))).toEqual([])
})
