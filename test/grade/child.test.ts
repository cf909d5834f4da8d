import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  childEntry,
  runInChild,
  usualLimits,
  type ChildEnd,
  type ChildEvent,
  type ChildLimits,
  type ChildRequest,
  type Entries,
} from '../../src/grade/child/index.ts'
import type { Question } from '../../src/grade/sandbox/protocol.ts'
import { encodePlain } from '../../src/port/index.ts'
import { buildEntries } from './child-for-tests.ts'
import { fixture, huntJob, loaded, outcomesIn, written } from './solutions.ts'

let entry: Entries

beforeAll(async () => {
  entry = await buildEntries()
})

async function run(
  request: ChildRequest,
  limits: Partial<ChildLimits> = {},
  script = entry,
): Promise<{ end: ChildEnd; events: ChildEvent[] }> {
  const events: ChildEvent[] = []
  const onEvent = (event: ChildEvent): void => void events.push(event)
  const end = await runInChild(request, { ...usualLimits, ...limits, entry: script, onEvent })
  return { end, events }
}

async function requestFor(path: string, job = huntJob(3, ['well-behaved'])): Promise<ChildRequest> {
  return { lab: 'primary-backup', service: 'key-value', program: await loaded(path), job, print: false }
}

const during = 'while hunting through 3 schedules with seed 1, in schedule 1; the function entered last is'

describe('a job in a process of its own', () => {
  test('ends, and its events come as they are', async () => {
    const { end, events } = await run(await requestFor(fixture('throws.ts')))
    expect(end).toEqual({ kind: 'done' })
    expect(events.map(({ kind }) => kind)).toEqual(['sighting', 'outcome', 'hunted'])
    const [outcome] = outcomesIn(events)
    expect(outcome?.verdict).toMatchObject({
      kind: 'violated',
      finding: { because: 's2, in receive Forward: threw Error: not implemented (throws.ts:7)' },
    })
  })

  test.each([
    ['hoards-in-a-loop.ts', { heapMbMax: 64 }, 'memory', 'more than 64 MB of heap'],
    ['hoards-in-a-builtin.ts', { heapMbMax: 64 }, 'memory', 'more than 64 MB of heap'],
    ['hoards-outside-the-heap.ts', { rssMbMax: 300 }, 'memory', 'more than 300 MB of memory'],
    [
      'catastrophic-regular-expression.ts',
      { silenceMsMax: 300 },
      'time',
      'one handler did not return within 300 ms',
    ],
  ] as const)('%s is killed, and the message says where', async (name, limits, reason, what) => {
    const { end } = await run(await requestFor(fixture(name)), { silenceMsMax: 30_000, ...limits })
    const where = `${name}:6`
    expect(end).toEqual({ kind: 'killed', reason, message: `${what} ${during} receive (${where})`, where })
  })

  test('a scenario has the service of its plan, whatever else the solution replicates', async () => {
    const program = await loaded(fixture('../../../examples/solutions/reference.ts'))
    const job = { kind: 'scenarios', names: ['failover'], withTraces: false } as const
    const { events } = await run({ lab: 'primary-backup', service: 'counter', program, job, print: false })
    expect(events).toEqual([
      { kind: 'scenario', name: 'failover', outcome: { kind: 'survived' }, finding: null, trace: null },
    ])
  })

  test('a module that hangs while it loads is killed', async () => {
    const path = written("export default /^(a+)+$/.test('a'.repeat(64) + '!')\n")
    const { end } = await run(await requestFor(path), { silenceMsMax: 300 })
    expect(end).toMatchObject({
      kind: 'killed',
      reason: 'time',
      message:
        'one handler did not return within 300 ms while hunting through 3 schedules with seed 1, before the first schedule',
    })
  })

  test('a schedule in which every handler is slow is stopped', async () => {
    const limits = { scheduleMsMax: 500, silenceMsMax: 30_000 }
    const { end } = await run(await requestFor(fixture('slow-in-builtins.ts')), limits)
    expect(end).toMatchObject({ kind: 'killed', reason: 'time', where: 'slow-in-builtins.ts:6' })
    expect(end).toHaveProperty('message', expect.stringMatching(/^one schedule did not end within 500 ms/))
  })

  test('the whole job has a limit too', async () => {
    const { end } = await run(await requestFor(fixture('catastrophic-regular-expression.ts')), {
      wallMsMax: 2_000,
    })
    expect(end).toMatchObject({ kind: 'killed', reason: 'time', where: null })
    expect(end).toHaveProperty(
      'message',
      expect.stringMatching(
        /^no end after 2 s, in which the solution took \d+ s of a processor, while hunting .*: try again/,
      ),
    )
  })

  test('what was seen before it was killed is kept', async () => {
    // The second property keeps the hunt going.
    const job = huntJob(4_000, ['well-behaved', 'linearizable'])
    const request = await requestFor(fixture('fails-then-hangs.ts'), job)
    const { end, events } = await run(request, { silenceMsMax: 300 })
    expect(end).toMatchObject({ kind: 'killed', reason: 'time', where: 'fails-then-hangs.ts:6' })
    const sightings = events.flatMap((event) => (event.kind === 'sighting' ? [event.finding] : []))
    expect(sightings.map(({ signature }) => signature)).toContain('threw-in-timer')
  })

  test.each([
    [
      "export default Function('return process')().exit(0)\n",
      'Function(): code that is made while it runs cannot be watched; write it in the file',
    ],
    [
      "export default (() => {}).constructor('return process')().exit(0)\n",
      'TypeError: Function.prototype.constructor is not a valid constructor.',
    ],
    [
      "export default (0, eval)('process').exit(0)\n",
      'eval(): code that is made while it runs cannot be watched; write it in the file',
    ],
  ])('a solution does not reach its process: %s', async (text, message) => {
    const { end, events } = await run(await requestFor(written(text)))
    expect(end).toEqual({ kind: 'done' })
    const problem = { where: 'solution.ts:1', message: `the module does not load: ${message}` }
    expect(events).toEqual([{ kind: 'unusable', problems: [problem] }])
  })

  test('a request that the harness cannot serve is a failure of the harness', async () => {
    const request = { ...(await requestFor(fixture('throws.ts'))), lab: 'paxos' }
    const { end } = await run(request)
    expect(end.kind).toBe('failed')
    expect(end).toHaveProperty(
      'message',
      expect.stringContaining(
        'unknown lab `paxos`: expected one of single-server, state-machine-replication',
      ),
    )
  })

  test('the process of a solution ends with its parent, even while it hangs', async () => {
    const text = "export default /^(a+)+$/.test('a'.repeat(64) + '!')\n"
    const load: Question = { kind: 'load', ...(await requestFor(written(text))) }
    const child = spawn(process.execPath, [entry.sandbox], {
      env: {},
      stdio: ['pipe', 'ignore', 'ignore', 'pipe', 'pipe'],
    }) as ChildProcess
    const ended = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)))
    child.stdin?.write(`${encodePlain(load)}\n`)
    // The first pulse: the watchdog is awake.
    await new Promise((resolve) => child.stdio[4]?.once('data', resolve))
    // What the kernel does when the parent is gone.
    for (const pipe of child.stdio) pipe?.destroy()
    expect(await ended).toBe('SIGKILL')
  })
})

test.runIf(existsSync(new URL('../../dist/examiner.js', import.meta.url)))(
  'what is built does the same',
  async () => {
    const { end, events } = await run(await requestFor(fixture('throws.ts')), {}, childEntry())
    expect(end).toEqual({ kind: 'done' })
    expect(outcomesIn(events)).toHaveLength(1)
  },
)
