import { expect, test } from 'vitest'
import { unguarded, type Cast, type ClientNode, type Node, type Out } from '../../src/port/index.ts'
import { entryOf, play, type Fault, type Occasion, type Plan } from '../../src/schedule/index.ts'
import type { Trace } from '../../src/trace/index.ts'

/** s1 sends 1, 2, 3… to s2, one every 10 ms. s3 greets it. */
class Counter implements Node {
  count = 0

  constructor(readonly self: string) {}

  start(out: Out): void {
    if (this.self === 's1') out.setTimer('next', 10)
    if (this.self === 's3') out.send('s1', { kind: 'Hello' })
  }

  receive(): void {}

  timer(_name: string, out: Out): void {
    this.count += 1
    out.send('s2', { kind: 'Number', count: this.count })
    out.setTimer('next', 10)
  }
}

const cast: Cast = {
  guard: unguarded,
  fixed: [],
  createFixed: (address) => new Counter(address),
  createServer: (address) => new Counter(address),
  createClient: (): ClientNode => ({ submit() {}, receive() {}, timer() {} }),
}

const machine = {
  initial: {},
  execute: (state: unknown) => ({ state, result: null }),
  isWrite: () => false,
}

function run(faults: readonly Fault[]): Trace {
  const plan: Plan = {
    setup: { lab: 'counting', service: 'none', servers: ['s1', 's2'], clients: [] },
    scheduler: {
      kind: 'timed',
      latencyMs: { min: 1, max: 1 },
      faults,
      stormMs: 200,
      settleMs: 50,
      calmMs: 50,
    },
    seed: 1,
    operations: [],
  }
  return play(cast, machine, { kind: 'plan', plan })
}

function arrivals({ entries }: Trace): readonly { readonly count: unknown; readonly atMs: number | null }[] {
  return entries.flatMap(({ cause, atMs }) =>
    cause.kind === 'deliver' ? [{ count: (cause.message as { count?: unknown }).count, atMs }] : [],
  )
}

function arrival(count: number): Occasion {
  const pattern = { on: 'delivered', kind: 'Number', from: 's1', to: 's2', with: { count } } as const
  return { when: pattern, nth: 1, plusMs: 0 }
}

function anyArrival(nth: number): Occasion {
  return { when: { on: 'delivered', kind: null, from: null, to: null, with: null }, nth, plusMs: 0 }
}

test('a moment after another counts from there, what it came with not included', () => {
  const trace = run([{ kind: 'crash', node: 's1', at: { ...anyArrival(2), after: arrival(3) } }])
  expect(arrivals(trace).map(({ count }) => count)).toEqual([1, 2, 3, 4, 5])
})

test('what is done at a moment counts for those who wait after it', () => {
  const hello = { on: 'sent', kind: 'Hello', from: 's3', to: null, with: null } as const
  const trace = run([
    { kind: 'join', node: 's3', at: arrival(3) },
    { kind: 'crash', node: 's1', at: { when: hello, nth: 1, plusMs: 0, after: arrival(3) } },
  ])
  expect(trace.entries.find(({ cause }) => cause.kind === 'crash')?.atMs).toBe(31)
})

test('a moment that comes before the one it is after does not come', () => {
  const trace = run([{ kind: 'crash', node: 's1', at: { ...arrival(2), after: arrival(3) } }])
  expect(trace.entries.some(({ cause }) => cause.kind === 'crash')).toBe(false)
})

test('a trace shows with which entry a moment came, if it came', () => {
  const trace = run([])
  const at = entryOf({ ...anyArrival(2), after: arrival(3) }, trace.entries)
  expect(trace.entries[at ?? -1]?.cause).toMatchObject({ message: { count: 5 } })
  expect(trace.entries[entryOf({ ...arrival(3), plusMs: 15 }, trace.entries) ?? -1]?.atMs).toBe(50)
  expect(entryOf({ ...arrival(2), after: arrival(3) }, trace.entries)).toBe(null)
  expect(trace.entries[entryOf({ ms: 42 }, trace.entries) ?? -1]?.atMs).toBe(50)
  expect(entryOf({ ms: 10_000 }, trace.entries)).toBe(null)
})

test('what is sent while a link stalls arrives at once and in order, and what comes later is not held up', () => {
  const trace = run([
    {
      kind: 'stall',
      message: { kind: null, from: 's1', to: 's2' },
      at: arrival(2),
      until: { ms: 25 },
      arrival: { ms: 55 },
    },
  ])
  expect(arrivals(trace).slice(0, 7)).toEqual([
    { count: 1, atMs: 11 },
    { count: 2, atMs: 21 },
    { count: 5, atMs: 51 },
    { count: 6, atMs: 61 },
    { count: 7, atMs: 71 },
    { count: 3, atMs: 76 },
    { count: 4, atMs: 76 },
  ])
})

test('what a stalled link holds arrives in the calm, when nothing else lets it go', () => {
  const stalled = { kind: null, from: 's1', to: null }
  const trace = run([{ kind: 'stall', message: stalled, at: { ms: 0 }, until: null, arrival: null }])
  expect(arrivals(trace).slice(0, 2)).toEqual([
    { count: 1, atMs: 200 },
    { count: 2, atMs: 200 },
  ])
})
