import { expect, test } from 'vitest'
import { evaluator, exportOf } from './solutions.ts'

/** What the module says when it is loaded with this expression at the top. */
async function refusal(expression: string): Promise<string> {
  const { evaluate } = await evaluator(`\nexport default ${expression}\n`)
  const evaluation = evaluate()
  if (evaluation.kind === 'evaluated') return `evaluated to ${String(evaluation.exported)}`
  const [problem] = evaluation.problems
  expect(problem?.where).toBe('solution.ts:2')
  return problem?.message.replace('the module does not load: ', '') ?? ''
}

const clock = 'a node has no clock; use out.setTimer'
const machine = 'what it gives differs from machine to machine; a handler touches only this and out'
const modules = "a solution is made of modules; use import { … } from './…' and export default"
const waiting =
  'a handler does everything before it returns; use out.setTimer, or wait for a message in receive'
const timer = 'a handler does everything before it returns; use out.setTimer, and cancel with out.cancelTimer'
const collector = 'when memory is collected differs from run to run; keep it in a field, as plain data'
const threads = 'a node is one thread and shares no memory; use out.send'

test.each([
  ['Date.now()', `Date.now(): ${clock}`],
  ['new Date()', `new Date(): ${clock}`],
  ['Date()', `Date(): ${clock}`],
  ['class extends Date {}', `Date.prototype: ${clock}`],
  ['performance.now()', `performance.now(): ${clock}`],
  ['globalThis.Date.now()', `Date.now(): ${clock}`],
  ["(0, eval)('1') && eval('Date.now()')", `Date.now(): ${clock}`],
  ['setInterval(() => {}, 1)', `setInterval(): ${timer}`],
  ['setImmediate(() => {})', `setImmediate(): ${timer}`],
  ['queueMicrotask(() => {})', `queueMicrotask(): ${waiting}`],
  ['Promise.all([])', `Promise.all(): ${waiting}`],
  ['new Promise(() => {})', `new Promise(): ${waiting}`],
  ["fetch('http://localhost')", 'fetch(): a node reaches others only by out.send'],
  [
    'crypto.randomUUID()',
    'crypto.randomUUID(): a node has no randomness; make names that differ from this.self and a counter in a field',
  ],
  ['new WeakRef({})', `new WeakRef(): ${collector}`],
  ['new FinalizationRegistry(() => {})', `new FinalizationRegistry(): ${collector}`],
  ['new SharedArrayBuffer(8)', `new SharedArrayBuffer(): ${threads}`],
  ['Atomics.wait', `Atomics.wait(): ${threads}`],
  ['new MessageChannel()', `new MessageChannel(): ${threads}`],
  ["new Worker('x')", `new Worker(): ${threads}`],
  ['process.env', `process.env: ${machine}`],
  ['process.hrtime.bigint()', `process.hrtime(): ${machine}`],
  ['Buffer.alloc(8)', `Buffer.alloc(): ${machine}`],
  ['new Intl.DateTimeFormat()', `Intl.DateTimeFormat(): ${machine}`],
  ['__dirname.length', `__dirname.length: ${machine}`],
  ['module.id', `module.id: ${modules}`],
  ['new URLSearchParams()', `new URLSearchParams(): ${machine}`],
  [
    '(globalThis.counter = 1)',
    'globalThis.counter = …: nodes share nothing; keep the state of a node in its fields',
  ],
  ['(undeclared = 1)', 'ReferenceError: undeclared is not defined'],
])('%s', async (expression, message) => {
  expect(await refusal(expression)).toBe(message)
})

test('to ask for the type of a value is no use of a clock', async () => {
  const text =
    'export default [typeof Date, {} instanceof Date, {} instanceof Promise, typeof globalThis.nothing]'
  expect(await exportOf(text)).toEqual(['function', false, false, 'undefined'])
})

test('the language is all there', async () => {
  const text =
    'export default [Math.max(1, 2), Math.PI > 3, structuredClone([1]), new Map([[1, 2]]).get(1), globalThis.Math.abs(-1)]'
  expect(await exportOf(text)).toEqual([2, true, [1], 2, 1])
})

test('plain data of a solution is plain data of ours', async () => {
  const exported = await exportOf('export default [{}, [], new Map(), new Set(), new Error()]')
  const classes = [Object, Array, Map, Set, Error]
  for (const [i, value] of (exported as object[]).entries()) {
    expect(Object.getPrototypeOf(value)).toBe(classes[i]?.prototype)
  }
})

test('a module that throws something other than an error is refused like any other', async () => {
  const { evaluate } = await evaluator('throw null')
  const message = 'the module does not load: threw null'
  expect(evaluate()).toEqual({ kind: 'unusable', problems: [{ where: null, message }] })
})

test('each evaluation is an instance of its own', async () => {
  const { evaluate } = await evaluator('let n = 0; export default { next: () => (n += 1) }')
  const [first, second] = [evaluate(), evaluate()].map((evaluation) => {
    if (evaluation.kind === 'unusable') throw new Error(JSON.stringify(evaluation.problems))
    return evaluation.exported as { next: () => number }
  })
  expect([first?.next(), first?.next(), second?.next()]).toEqual([1, 2, 1])
})

test('the console prints to where it is told, and drops nothing of the line', async () => {
  const { evaluate, printed } = await evaluator(
    "console.log('got %d', 3, { a: [1] }); console.error('x'); console.table([]); export default 1",
  )
  expect(evaluate().kind).toBe('evaluated')
  expect(printed).toEqual(['got 3 { a: [ 1 ] }', 'x', '[]'])
})

test('a file in the style of CommonJS exports one value', async () => {
  const { evaluate } = await evaluator('module.exports = { server: 1 }\n', 'solution.js')
  expect(evaluate()).toEqual({ kind: 'evaluated', exported: { server: 1 }, otherNames: [] })
})

test('the values of a contract are there, and its types vanish', async () => {
  const text =
    "import { timing, type View } from 'splitbrain/primary-backup'\nimport { timing as single } from 'splitbrain/single-server'\nexport default [timing.pingEveryMs, single.retryAfterMs] satisfies (View | number)[]"
  expect(await exportOf(text)).toEqual([25, 100])
})
