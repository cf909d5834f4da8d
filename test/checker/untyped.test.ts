import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bankModel,
  casRegisterModel,
  check,
  checkOperations,
  counterModel,
  explain,
  illegal,
  keyValueModel,
  legal,
  linearize,
  listModel,
  lockModel,
  queueModel,
  randomRegisterModel,
  registerModel,
  setModel,
  stackModel,
  type History,
  type Model,
} from '#checker'
import { isOfType, shapes, type Shape } from '../../checker/formats/vocabulary.ts'

const budget = { stepsMax: 1_000 }

/** As one who calls from JavaScript would: any model, any history. */
type AnyModel = Model<never, never, never>
const untyped = (model: unknown): AnyModel => model as AnyModel
const historyOf = (operations: unknown): History<never, never> => operations as History<never, never>

const modelByName = new Map<string, AnyModel>(
  Object.entries({
    register: registerModel(null),
    'cas-register': casRegisterModel,
    'key-value': keyValueModel,
    counter: counterModel,
    set: setModel,
    queue: queueModel,
    stack: stackModel,
    lock: lockModel,
    list: listModel,
    bank: bankModel({ a: 5, b: 5 }),
    'random-register': randomRegisterModel,
  }).map(([name, model]) => [name, untyped(model)]),
)

const read = {
  kind: 'returned',
  client: 'ann',
  input: { kind: 'read' },
  output: { kind: 'value', value: null },
  call: 1,
  return: 2,
}
const register = untyped(registerModel(null))

describe('what is no operation is a TypeError that says which, what was expected and what came', () => {
  const without = (name: string): object =>
    Object.fromEntries(Object.entries(read).filter(([field]) => field !== name))
  const times = 'expected finite times with call <= return, got'
  const words =
    'expected an operation that the model has (read → value value:scalar; write value:scalar → written), got'

  test.each([
    [undefined, 'operation 1: expected an object, got undefined: '],
    [null, 'operation 1: expected an object, got null: '],
    ['read', 'operation 1: expected an object, got "read": '],
    [
      { ...read, kind: 'ok' },
      'operation 1 of ann: expected "kind" to be "returned", "pending" or "failed", got "ok": ',
    ],
    [
      without('kind'),
      'operation 1 of ann: expected "kind" to be "returned", "pending" or "failed", got undefined: ',
    ],
    [without('client'), 'operation 1: expected "client" to be a string, got undefined: '],
    [{ ...read, client: 3 }, 'operation 1: expected "client" to be a string, got 3: '],
    [without('call'), `operation 1 of ann: ${times} call undefined, return 2: `],
    [without('return'), `operation 1 of ann: ${times} call 1, return undefined: `],
    [{ ...read, call: 3 }, `operation 1 of ann: ${times} call 3, return 2: `],
    [{ ...read, call: NaN }, `operation 1 of ann: ${times} call NaN, return 2: `],
    [{ ...read, call: '1' }, `operation 1 of ann: ${times} call "1", return 2: `],
    [{ ...read, call: 1n, return: 2n }, `operation 1 of ann: ${times} call 1, return 2: `],
    [{ ...read, return: Infinity }, `operation 1 of ann: ${times} call 1, return Infinity: `],
    [{ ...read, kind: 'pending', call: NaN }, `operation 1 of ann: ${times} call NaN: `],
    [{ ...read, kind: 'failed', return: 0 }, `operation 1 of ann: ${times} call 1, return 0: `],
    [{ ...read, input: { kind: 'incr' } }, `operation 1 of ann: ${words} the input {"kind":"incr"}: `],
    [{ ...read, input: { kind: 'write' } }, `operation 1 of ann: ${words} the input {"kind":"write"}: `],
    [{ ...read, input: 'read' }, `operation 1 of ann: ${words} the input "read": `],
    [
      { ...read, kind: 'pending', input: { kind: 'incr' } },
      `operation 1 of ann: ${words} the input {"kind":"incr"}: `,
    ],
    [{ ...read, kind: 'failed', input: null }, `operation 1 of ann: ${words} the input null: `],
    [without('output'), `operation 1 of ann: ${words} the output undefined: `],
    [{ ...read, output: 7 }, `operation 1 of ann: ${words} the output 7: `],
    [{ ...read, output: { kind: 'value' } }, `operation 1 of ann: ${words} the output {"kind":"value"}: `],
    [
      { ...read, output: { kind: 'value', value: [1] } },
      `operation 1 of ann: ${words} the output {"kind":"value","value":[1]}: `,
    ],
    [{ ...read, output: { kind: 'ok' } }, `operation 1 of ann: ${words} the output {"kind":"ok"}: `],
  ])('%#. %o', (operation, message) => {
    const history = historyOf([read, operation, read])
    for (const judge of [check, linearize, explain, checkOperations]) {
      const judged = (): unknown => judge(register, history as never, budget)
      expect(judged).toThrow(TypeError)
      expect(judged).toThrow(message)
    }
  })

  test.each([[undefined], [null], [{ 0: read }], ['[]']])('a history that is %j', (history) => {
    expect(() => check(register, historyOf(history), budget)).toThrow(
      'expected a history, an array of operations, got ',
    )
  })

  test('an input that holds itself can be told, and one that is long is cut', () => {
    const self: Record<string, unknown> = { kind: 'x' }
    self['me'] = self
    const judged = (input: unknown) => (): unknown => check(register, historyOf([{ ...read, input }]), budget)
    expect(judged(self)).toThrow('got the input [object Object]: ')
    expect(judged('x'.repeat(1_000))).toThrow(`got the input "${'x'.repeat(99)}…: `)
  })

  test('a model without a shape takes any input and output', () => {
    const model: Model<number, unknown, unknown> = {
      init: () => 0,
      step: (state, input) => (input === undefined ? legal(state) : illegal),
      key: (state) => state,
      describeOperation: String,
      describeState: String,
    }
    expect(
      check(
        model,
        [{ kind: 'returned', client: 'ann', input: undefined, output: undefined, call: 1, return: 1 }],
        budget,
      ).kind,
    ).toBe('linearizable')
  })
})

describe.each([...modelByName])('the model %s', (name, model) => {
  const ofModel = shapes.filter((shape) => shape.model === name)
  const fieldNames = [
    'kind',
    'key',
    'value',
    'values',
    'from',
    'to',
    'amount',
    'element',
    'is',
    'lock',
    'owner',
    'balances',
  ]
  const kinds = ofModel.flatMap(({ kind, answers }) => [kind, ...answers.keys()])
  const value = fc.constantFrom<unknown>(
    ...kinds,
    '',
    'a',
    'b',
    0,
    7,
    -1,
    2 ** 53,
    true,
    null,
    undefined,
    [],
    [1, 'a'],
    [{}],
    {},
    { a: 1 },
    { a: 'x' },
  )
  const tagged = fc
    .tuple(
      fc.constantFrom(...kinds, 'other'),
      fc.dictionary(fc.constantFrom(...fieldNames.slice(1)), value, { maxKeys: 4 }),
    )
    .map(([kind, fields]): object => ({ kind, ...fields }))

  /** One that has what a shape says, in any values of its types. */
  const fitting = (kind: string, fields: Shape['fields']): fc.Arbitrary<object> =>
    fc
      .record(
        Object.fromEntries(
          fields.map(([field, type]) => [field, value.filter((one) => isOfType(type, one))]),
        ),
      )
      .map((rest) => ({ kind, ...rest }))
  const inputs = fc.oneof(...ofModel.map(({ kind, fields }) => fitting(kind, fields)))
  const outputs = fc.oneof(
    ...ofModel.flatMap(({ answers }) => [...answers].map(([kind, fields]) => fitting(kind, fields))),
  )

  /** By the words that the files go by; more fields may be there than they say. */
  const has = (operation: object, kind: string, fields: Shape['fields']): boolean => {
    const record = operation as Readonly<Record<string, unknown>>
    return record['kind'] === kind && fields.every(([field, type]) => isOfType(type, record[field]))
  }

  test('refuses what its words do not have, and nothing else', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(fc.oneof(inputs, tagged), fc.oneof(outputs, tagged), (input, output) => {
        const isKnown =
          ofModel.some(({ kind, fields }) => has(input, kind, fields)) &&
          ofModel.some(({ answers }) => [...answers].some(([kind, fields]) => has(output, kind, fields)))
        // What is larger than 2^53 − 1 is a number, and only in files it is none to go by.
        const isLarge = JSON.stringify([input, output]).includes(String(2 ** 53))
        fc.pre(!isLarge || name === 'counter')
        seen.add(String(isKnown))
        const history = historyOf([{ ...read, input, output }])
        if (isKnown) expect(['linearizable', 'illegal']).toContain(judgedKind(model, history))
        else
          expect(() => check(model, history, budget)).toThrow(
            /^operation 0 of ann: expected an operation that the model has/,
          )
      }),
      { seed: 3, numRuns: 2_000 },
    )
    expect(seen.size).toBe(2)
  })
})

/** A bank throws for an account that it does not have. */
function judgedKind(model: AnyModel, history: History<never, never>): string {
  try {
    return check(model, history, budget).kind
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('expected an account of ')) return 'illegal'
    throw error
  }
}
