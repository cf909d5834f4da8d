import { expect, test } from 'vitest'
import { Forbidden } from '../../src/port/index.ts'
import { evaluator, exportOf } from './solutions.ts'

/** Calls the default export, a function, as a handler is called. */
async function called(
  text: string,
): Promise<{ value: unknown; forbidden: Forbidden | null; where: string | null }> {
  const { evaluate, watch } = await evaluator(text)
  const evaluation = evaluate()
  if (evaluation.kind === 'unusable') throw new Error(JSON.stringify(evaluation.problems))
  // What these tests export.
  const handler = evaluation.exported as () => unknown
  watch.guard.enter()
  try {
    const value = handler()
    const forbidden = watch.guard.leave()
    return { value, forbidden, where: forbidden === null ? null : watch.guard.locate(forbidden) }
  } catch (error) {
    return { value: null, forbidden: watch.guard.leave(), where: watch.guard.locate(error) }
  }
}

test('checks change nothing of what a solution computes', async () => {
  const text = `
    const list: number[] = []
    for (let i = 0; i < 3; i++) list.push(i)
    for (const key in { a: 1, b: 2 }) list.push(key.length)
    for (const x of [7, 8]) if (x > 7) list.push(x); else continue
    outer: for (;;) for (;;) break outer
    let n = 3
    while (n-- > 0);
    do list.push(n); while (n++ < 0)
    const pick = (x: number) => ({ x })
    const curried = (a: number) => (b: number) => (a, b)
    const recursive = function fact(k: number): number { return k < 2 ? 1 : k * fact(k - 1) }
    class Base { constructor(readonly a = 1) {} get twice() { return this.a * 2 } static of = () => new Base(5) }
    class Derived extends Base { b = this.a + 1; constructor() { super(4); this.b += 1 } }
    function* count() { let i = 0; while (i < 3) yield i++ }
    const { async: word = 'async', await: other = [...'ab'].map((x) => x + x) } = {}
    export default [list, n, pick(1), curried(1)(2), recursive(5), Base.of().twice, new Derived().b, [...count()], word, other]
  `
  expect(await exportOf(text)).toEqual([
    [0, 1, 2, 1, 1, 8, -1, 0],
    1,
    { x: 1 },
    2,
    120,
    10,
    6,
    [0, 1, 2],
    'async',
    ['aa', 'bb'],
  ])
})

test.each([
  ['for (;;) {}'],
  ['for (;;);'],
  ['while (true);'],
  ['do {} while (true)'],
  ['const list = [1]; for (const x of list) list.push(x)'],
  ['const f = (): number => g() + 1, g = (): number => f() + 1; try { f() } catch { for (;;); }'],
  ['while (true) try { for (;;); } catch {}'],
  ['const list = [1]; list.forEach((x) => { for (;;) list.push(x) })'],
  ['function* g() { for (;;) yield 1 } for (const x of g());'],
  ['[3, 2, 1].sort(() => { for (;;); })'],
  ['class A { get x() { for (;;); } } new A().x'],
])('it ends: %s', async (body) => {
  const { forbidden } = await called(`export default () => { ${body} }`)
  expect(forbidden?.offence).toBe('endless')
})

test.each([
  ['async function f() { await g() } f()'],
  ['const f = async () => await 1; f()'],
  ['const f = async (x: number) => ({ x }); f(1)'],
  ['const f = async function () {}; f()'],
  ['const o = { async f() { await null } }; o.f()'],
  ['const o = { f: async function () {} }; o.f()'],
  ['class A { async f() { for await (const x of []) { await x } } } new A().f()'],
  ['class A { static async f() {} } A.f()'],
  ["class A { async ['f']() { return (await 1) ** 2 } } new A().f()"],
  ['class A { f = async () => { await this } } new A().f()'],
  ['async function* f() { yield await 1 } for (const x of f() as any);'],
  ["const name = 'x'; import(name)"],
  ['new Promise(() => {})'],
  ['queueMicrotask(() => {})'],
])('it is found to be asynchronous, and leaves no promise behind: %s', async (body) => {
  const { value, forbidden, where } = await called(
    `function g() {}\nexport default () => {\n${body}\n}\nvoid g`,
  )
  expect(forbidden?.offence).toBe('async')
  expect(where).toBe('solution.ts:3')
  expect(value).toBeNull()
})

test('a line is found wherever esbuild has put it, and whatever the checks have put before it', async () => {
  const text = [
    "import { timing } from 'splitbrain/primary-backup'",
    'interface Vanishes { readonly x: number }',
    'export default (): number[] =>',
    '  [timing.retryAfterMs]',
    '    .map((x) => x + 1)',
    '    .map((x) => (((y: number) => y + x))(1))',
    '    .filter((x) => {',
    '      if (x > 0)',
    '        throw new Error(String(x))',
    '      return true',
    '    })',
  ]
  expect((await called(text.join('\n'))).where).toBe('solution.ts:9')
  const broken = text.map((line) => line.replace('=> x + 1', '=> x.a.b'))
  expect((await called(broken.join('\n'))).where).toBe('solution.ts:5')
})

test('names that the checks would use may be used by the solution', async () => {
  const text = 'const $watchMeter = 1, $watchSpent = 2; export default () => $watchMeter + $watchSpent'
  expect((await called(text)).value).toBe(3)
})

test('fuel is counted anew for each handler', async () => {
  const { evaluate, watch } = await evaluator('export default () => { for (let i = 0; i < 600_000; i++); }')
  const evaluation = evaluate()
  if (evaluation.kind === 'unusable') throw new Error(JSON.stringify(evaluation.problems))
  const handler = evaluation.exported as () => void
  for (let i = 0; i < 3; i += 1) {
    watch.guard.enter()
    handler()
    expect(watch.guard.leave()).toBeNull()
  }
})

test.each([
  ['mesage.kind'],
  ['mesage'],
  ['mesage()'],
  ['new Mesage(1)'],
  ['({ mesage })'],
  ['[1].map((x) => mesage)'],
  ['`${mesage}`'],
  ['class extends Mesage {}'],
  ['((a = mesage) => a)()'],
  ['(() => { for (;;) mesage })()'],
  ['(() => mesage[0])()'],
])('to read a name that nothing declares throws, as in any module: %s', async (expression) => {
  const { where, value } = await called(
    `export default () => {\n  try { return ${expression} } catch (error) {\n    if (!/^[Mm]esage is not defined$/.test(error.message)) throw error\n    return error.name } }`,
  )
  expect([value, where]).toEqual(['ReferenceError', null])
})

test('names that are declared somewhere, globals, types that are asked for and keys are let be', async () => {
  const text = `
    export default () => {
      const found = [typeof mesage, typeof navigator, { mesage: 1 }.mesage, later(), undefined, arguments.length]
      label: for (;;) break label
      try { throw 1 } catch (error) { found.push(error) }
      const { a: b, ...rest } = { a: 1, c: 2 }
      return [...found, b, rest, structuredClone([NaN]), class Own { static is = () => Own.name }.is()]
    }
    var later = function self() { return typeof self }
  `
  const { value } = await called(text)
  expect(value).toEqual(['undefined', 'function', 1, 'function', undefined, 0, 1, 1, { c: 2 }, [NaN], 'Own'])
})
