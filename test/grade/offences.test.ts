import { describe, expect, test } from 'vitest'
import { fixture, misconductOf, eventsOf, huntJob, outcomesIn } from './solutions.ts'

const noAsync = 'a handler does everything before it returns; use out.setTimer'
const noWaiting = `${noAsync}, or wait for a message in receive`

describe('what a handler may not do is found, with the handler, the reason and the line', () => {
  test.each([
    ['throws', 's2, in receive Forward: threw Error: not implemented (throws.ts:7)'],
    [
      'endless-loop',
      's1, in receive ViewReply: more than 1,000,000 calls and turns of loops: it does not end (endless-loop.ts:7)',
    ],
    [
      'endless-recursion',
      's2, in receive Forward: the handler calls itself without end (the stack overflowed) (endless-recursion.ts:5)',
    ],
    [
      'too-long-a-string',
      's2, in receive Forward: threw RangeError: Invalid string length (too-long-a-string.ts:7)',
    ],
    [
      'date-now',
      's1, in receive ViewReply: Date.now(): a node has no clock; use out.setTimer (date-now.ts:7)',
    ],
    [
      'new-date',
      's1, in receive ViewReply: new Date(): a node has no clock; use out.setTimer (new-date.ts:7)',
    ],
    [
      'math-random',
      's1, in receive ViewReply: Math.random(): a node has no randomness; ' +
        'make names that differ from this.self and a counter in a field (math-random.ts:7)',
    ],
    [
      'set-timeout',
      `s1, in receive ViewReply: setTimeout(): ${noAsync}, and cancel with out.cancelTimer (set-timeout.ts:7)`,
    ],
    ['async-handler', `s1, in receive ViewReply: an async function: ${noWaiting} (async-handler.ts:6)`],
    ['async-helper', `s2, in receive Forward: an async function: ${noWaiting} (async-helper.ts:12)`],
    ['promise', `s1, in receive ViewReply: Promise.resolve(): ${noWaiting} (promise.ts:7)`],
    [
      'swallows-forbidden',
      's1, in receive ViewReply: performance.now(): a node has no clock; use out.setTimer (swallows-forbidden.ts:8)',
    ],
    ['returns-a-value', 's1, in timer ping: returned true; a handler returns nothing'],
    [
      'sends-an-instance',
      's2, in receive Forward: out.send: in ForwardAck: expected plain data (null, booleans, numbers, strings, ' +
        'arrays, plain objects, Map, Set), found an instance of Ack (sends-an-instance.ts:11)',
    ],
    [
      'sends-to-null',
      's1, in receive ViewReply: out.send: expected the address of a node as the first argument, found null (sends-to-null.ts:8)',
    ],
    ['several/solution', 's1, in receive TransferAck: threw Error: after 100 ms (parts/server.ts:7)'],
  ])('%s', async (name, because) => {
    const finding = await misconductOf(fixture(`${name}.ts`))
    expect(finding?.because).toBe(because)
  })
})

test('what is printed changes nothing', async () => {
  expect(await misconductOf(fixture('prints.ts'))).toBeNull()
})

test('a solution in JavaScript, for a lab of its own, is hunted like any other', async () => {
  const events = await eventsOf(fixture('single-server.js'), huntJob(20, null), 'single-server')
  expect(outcomesIn(events).map(({ property, verdict }) => [property, verdict.kind])).toEqual([
    ['linearizable', 'holds'],
    ['no-duplicate-writes', 'holds'],
    ['progress', 'holds'],
    ['well-behaved', 'holds'],
  ])
})

test('a failure is told as it was first seen, and again when it has been shrunk', async () => {
  const events = await eventsOf(fixture('throws.ts'), huntJob(5, ['well-behaved']))
  const sighting = events.find((event) => event.kind === 'sighting')
  const [outcome] = outcomesIn(events)
  expect(outcome?.verdict.kind).toBe('violated')
  if (sighting?.kind !== 'sighting' || outcome?.verdict.kind !== 'violated') return
  expect(sighting.finding.signature).toBe(outcome.verdict.finding.signature)
  expect(sighting.finding.steps.length).toBeGreaterThan(outcome.verdict.finding.steps.length)
})

test('a finding replays', async () => {
  const finding = await misconductOf(fixture('throws.ts'))
  if (finding === null) throw new Error('nothing was found')
  const [event] = await eventsOf(fixture('throws.ts'), { kind: 'replay', finding, withOdds: false })
  expect(event).toMatchObject({
    kind: 'replayed',
    result: { kind: 'judged', verdict: { kind: 'violated', because: finding.because } },
  })
})

test('a finding of another solution holds, or says at which step it diverges', async () => {
  const finding = await misconductOf(fixture('throws.ts'))
  if (finding === null) throw new Error('nothing was found')
  const [same] = await eventsOf(fixture('prints.ts'), { kind: 'replay', finding, withOdds: false })
  expect(same).toMatchObject({ kind: 'replayed', result: { kind: 'judged', verdict: { kind: 'holds' } } })
  const steps = [{ atMs: null, step: { kind: 'timer', node: 's1', name: 'tea' } } as const]
  const [other] = await eventsOf(fixture('prints.ts'), {
    kind: 'replay',
    finding: { ...finding, steps },
    withOdds: false,
  })
  expect(other).toEqual({
    kind: 'replayed',
    result: {
      kind: 'diverged',
      taken: 0,
      reason: 's1 has no pending timer tea',
      verdict: { kind: 'holds' },
    },
  })
})

test('a job for a property that the lab does not have names those that it has', async () => {
  await expect(eventsOf(fixture('throws.ts'), huntJob(1, ['linearisable']))).rejects.toThrow(
    'unknown property `linearisable`: expected one of linearizable, single-primary, no-duplicate-writes, ' +
      'view-service, progress, well-behaved',
  )
})
