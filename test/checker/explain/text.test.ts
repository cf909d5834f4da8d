import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  casRegisterModel,
  check,
  explain,
  explanationLines,
  keyValueModel,
  registerModel,
  unpainted,
  type Model,
  type Operation,
} from '#checker'
import { arbitraryHistory, keyValue } from '../generators.ts'
import { get, put, returned, type KeyValueOperation } from './operations.ts'

const budget = { stepsMax: 1_000_000 }

function lines<State, Input, Output>(
  model: Model<State, Input, Output>,
  history: readonly Operation<Input, Output>[],
  columns: number,
): readonly string[] {
  const explained = explain(model, history, budget)
  if (explained.kind !== 'illegal') throw new Error(`expected an explanation, got ${explained.kind}`)
  return explanationLines(explained, { columns, paint: unpainted })
}

function text<State, Input, Output>(
  model: Model<State, Input, Output>,
  history: readonly Operation<Input, Output>[],
): string {
  return `\n${lines(model, history, 80).join('\n')}\n`
}

describe('what people read of', () => {
  test('a stale read, among operations that do not matter', () => {
    const history = [
      put('ann', 'x', '1', 0, 1),
      put('bob', 'x', '2', 2, 3),
      get('ann', 'x', '1', 5, 7),
      put('eve', 'x', '7', 0, 100),
      put('eve', 'y', '1', 0, 100),
    ]
    expect(text(keyValueModel, history)).toMatchInlineSnapshot(`
      "
      ✗ not linearizable: ann's get("x") → "1" fits in no order

        ann  put("x", "1") → ok                        get("x") → "1" ✗
             ├────────────────┤                        ├──────────────┤
        bob                       put("x", "2") → ok
                                  ├────────────────┤

      These 3 operations have no order; 1 other operation, free to take effect at any
      time, with any answer, or never, does not help.

      An order without it             state after it
            at first                  ""
         1. ann's put("x", "1") → ok  "1"
         2. bob's put("x", "2") → ok  "2"

      ann's get("x") → "1" was called after bob's put("x", "2") → ok had returned: it
      meets the state "2", and cannot have its answer there.
      No other order does better.

      It is operation 2 of the history, counted from 0. Until it returned at 7, there
      was an order of what happened (a group of 4 operations).
      "
    `)
  })

  test('two answers of which each is possible, but not both', () => {
    const history = [
      returned('p0', { kind: 'write', value: 1 } as const, { kind: 'written' } as const, 1, 2),
      returned('p1', { kind: 'cas', from: 1, to: 2 } as const, { kind: 'swapped' } as const, 3, 5),
      returned('p2', { kind: 'cas', from: 1, to: 3 } as const, { kind: 'swapped' } as const, 4, 6),
    ]
    expect(text(casRegisterModel, history)).toMatchInlineSnapshot(`
      "
      ✗ not linearizable: p2's cas(1, 3) → ok fits in no order

        p1  cas(1, 2) → ok
            ├────────────┤
        p2      cas(1, 3) → ok ✗
                ├──────────────┤

      These 2 operations have no order; 1 other operation, free to take effect at any
      time, with any answer, or never, does not help.

      An order without it              state after it
            at first                   null
         1. p0's write(1) → ok (free)  1
         2. p1's cas(1, 2) → ok        2

      p2's cas(1, 3) → ok was called after p0's write(1) → ok had returned: it meets
      the state 2, and cannot have its answer there.
      If p2's cas(1, 3) → ok came after p0's write(1) → ok, in the state 1, p1's
      cas(1, 2) → ok would meet the state 3 and could not have its answer there.
      No other order does better.

      It is operation 2 of the history, counted from 0. Until it returned at 6, there
      was an order of what happened (a group of 3 operations).
      "
    `)
  })

  test('a value that nobody wrote', () => {
    const history = [returned('ann', { kind: 'read' } as const, { kind: 'value', value: 7 } as const, 1, 2)]
    expect(text(registerModel(0), history)).toMatchInlineSnapshot(`
      "
      ✗ not linearizable: ann's read() → 7 fits in no order

        ann  read() → 7 ✗
             ├──────────┤

      This operation alone has no place in any order.

      ann's read() → 7 may come first: it meets the state 0, and cannot have its
      answer there.

      It is operation 0 of the history, counted from 0. Until it returned at 2, there
      was an order of what happened (a group of 1 operation).
      "
    `)
  })

  test('an effect that others saw, of an operation that answered as if it had none', () => {
    const history = [
      returned('p1', { kind: 'cas', from: null, to: 2 } as const, { kind: 'unequal' } as const, 1, 9),
      returned('p2', { kind: 'read' } as const, { kind: 'value', value: 2 } as const, 2, 3),
    ]
    expect(text(casRegisterModel, history)).toMatchInlineSnapshot(`
      "
      ✗ not linearizable: p1's cas(null, 2) → unequal fits in no order

        p1  cas(null, 2) → unequal ✗
            ├──────────────────────┤

      This operation alone has no place in any order; 1 other operation, free to take
      effect at any time, with any answer, or never, does not help.

      An order but for its answer  state after it
            at first               null
         1. p1's cas(null, 2) → ?  2

      Others saw the effect of p1's cas(null, 2) → unequal: it comes first, in the
      state null, and cannot have its answer there.

      It is operation 0 of the history, counted from 0. Until it returned at 9, there
      was an order of what happened (a group of 2 operations).
      "
    `)
  })

  test('a value that was written only later', () => {
    const history: readonly KeyValueOperation[] = [
      get('ann', 'x', '2', 1, 2),
      { kind: 'pending', client: 'bob', input: { kind: 'put', key: 'x', value: '2' }, call: 3 },
      get('ann', 'x', '', 4, 6),
    ]
    expect(text(keyValueModel, history)).toMatchInlineSnapshot(`
      "
      ✗ not linearizable: ann's get("x") → "2" fits in no order

        ann  get("x") → "2" ✗
             ├──────────────┤

      This operation alone has no place in any order.

      ann's get("x") → "2" may come first: it meets the state "", and cannot have its
      answer there.

      It is operation 0 of the history, counted from 0. Until it returned at 2, there
      was an order of what happened (a group of 3 operations).
      "
    `)
  })

  test('labels too long to stand side by side', () => {
    const long = 'a sentence that is appended to the key and goes on and on'
    const history = [
      put('somebody with a long name', 'x', long, 0, 1),
      put('bob', 'x', `not ${long}`, 2, 3),
      get('cid', 'x', long, 4, 5),
    ]
    expect(text(keyValueModel, history)).toMatchInlineSnapshot(`
      "
      ✗ not linearizable: cid's get("x") → "a …and goes on and on" fits in no order

        somebody…ng name  ├────┤                     put("x", "a sent…on and on") → ok
        bob                        ├────┤            put("x", "not a …on and on") → ok
        cid                                 ├────┤   get("x") → "a se…oes on and on" ✗

      These 3 operations have no order.

      An order without it                                state after it
            at first                                     ""
         1. somebody with a long …goes on and on") → ok  "a sentence th…oes on and on"
         2. bob's put("x", "not a…goes on and on") → ok  "not a sentenc…oes on and on"

      cid's get("x") → "a sentence that is appended to the key and goes on and on" was
      called after bob's put("x", "not a sentence that is app…o the key and goes on
      and on") → ok had returned: it meets the state "not a sentence that is appended
      to the key and goes on and on", and cannot have its answer there.
      No other order does better.

      It is operation 2 of the history, counted from 0. Until it returned at 5, there
      was an order of what happened (a group of 3 operations).
      "
    `)
  })

  test('a lost increment among many: the last ones are shown, the others counted', () => {
    const appends = Array.from({ length: 20 }, (_, n): KeyValueOperation => {
      const input = { kind: 'append', key: 'x', value: '+' } as const
      return returned(`c${n % 3}`, input, { kind: 'done' }, 2 * n, 2 * n + 1)
    })
    expect(text(keyValueModel, [...appends, get('c0', 'x', '+'.repeat(19), 50, 51)])).toMatchInlineSnapshot(`
      "
      ✗ not linearizable: c0's get("x") → "+++++++++++++++++++" fits in no order

        c0  ├┤                          append("x", "+") → ok
                  ├┤                    append("x", "+") → ok
                         ├┤             append("x", "+") → ok
                               ├┤       append("x", "+") → ok
                                   ├┤   get("x") → "+++++++++++++++++++" ✗
        c1    ├┤                        append("x", "+") → ok
                    ├┤                  append("x", "+") → ok
                           ├┤           append("x", "+") → ok
                                 ├┤     append("x", "+") → ok
        c2      ├┤                      append("x", "+") → ok
                      ├┤                append("x", "+") → ok
                             ├┤         append("x", "+") → ok

      … and 9 operations called before these.
      These 21 operations have no order.

      An order without it               state after it
            after 8 operations          "++++++++"
         9. c2's append("x", "+") → ok  "+++++++++"
        10. c0's append("x", "+") → ok  "++++++++++"
        11. c1's append("x", "+") → ok  "+++++++++++"
        12. c2's append("x", "+") → ok  "++++++++++++"
        13. c0's append("x", "+") → ok  "+++++++++++++"
        14. c1's append("x", "+") → ok  "++++++++++++++"
        15. c2's append("x", "+") → ok  "+++++++++++++++"
        16. c0's append("x", "+") → ok  "++++++++++++++++"
        17. c1's append("x", "+") → ok  "+++++++++++++++++"
        18. c2's append("x", "+") → ok  "++++++++++++++++++"
        19. c0's append("x", "+") → ok  "+++++++++++++++++++"
        20. c1's append("x", "+") → ok  "++++++++++++++++++++"

      c0's get("x") → "+++++++++++++++++++" was called after c1's append("x", "+") →
      ok had returned: it meets the state "++++++++++++++++++++", and cannot have its
      answer there.
      No other order does better.

      It is operation 20 of the history, counted from 0. Until it returned at 51,
      there was an order of what happened (a group of 21 operations).
      "
    `)
  })
})

test('no line is wider than asked for', () => {
  const illegal = arbitraryHistory(keyValue, 12).filter(
    (history) => check(keyValueModel, history, budget).kind === 'illegal',
  )
  fc.assert(
    fc.property(illegal, fc.integer({ min: 60, max: 130 }), (history, columns) => {
      const tooWide = lines(keyValueModel, history, columns).filter((line) => line.length > columns)
      expect(tooWide).toEqual([])
    }),
    { seed: 1, numRuns: 300 },
  )
})

test('paint changes the look only', () => {
  const explained = explain(
    registerModel(0),
    [returned('a', { kind: 'read' }, { kind: 'value', value: 1 }, 1, 2)],
    budget,
  )
  if (explained.kind !== 'illegal') throw new Error('expected an explanation')
  const painted = explanationLines(explained, { columns: 80, paint: (tone, part) => `<${tone}>${part}</>` })
  expect(painted.join('\n')).toContain('<wrong>')
  const bare = painted.map((line) => line.replaceAll(/<\/?[a-z]*>/g, '').trimEnd())
  expect(bare).toEqual(explanationLines(explained, { columns: 80, paint: unpainted }))
})
