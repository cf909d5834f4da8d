import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  contentOf,
  copyPlain,
  readPlain,
  encodePlain,
  type Command,
  type Snapshot,
} from '../../src/port/index.ts'
import { keyValue, services } from '../../src/services/index.ts'
import { commandsOf } from '../services/draws.ts'
import type { Effect } from '../../src/trace/index.ts'
import { createApplication, type StateMachine } from '../../src/world/application.ts'
import { createChance } from '../../src/world/chance.ts'

interface Stamp extends Command {
  readonly time?: number
}

/** Keeps the last time that it was told to; what a client invokes has none in it. */
const stamps: StateMachine = {
  initial: 0,
  execute(_state, { time }: Stamp) {
    if (time === undefined) throw new Error('undecided')
    return { state: time, result: time }
  },
  isWrite: () => true,
  decide: (_state, command: Stamp, chance) =>
    command.time === undefined ? { ...command, time: chance.time() } : command,
  undecided: ({ op }) => ({ op }),
}

const stamp: Command = { op: 'stamp' }

/** Of no node: nothing is counted. */
const free = { spend() {}, wholly: <T>(act: () => T): T => act() }

function applicationOf(machine: StateMachine, node: string, taken = new Set<string>()) {
  const effects: Effect[] = []
  const emit = (effect: Effect): void => void effects.push(effect)
  const { app } = createApplication({ machine, node, emit, asked: () => {}, owner: free, taken })
  return { app, effects }
}

describe('a command whose outcome is not determined', () => {
  test('is decided once, and then executed alike by every machine', () => {
    const { app, effects } = applicationOf(stamps, 's1')
    const other = applicationOf(stamps, 's2')
    const decided = app.decide(stamp)
    expect(app.decide(decided)).toBe(decided)
    const result = app.execute(decided)
    expect(other.app.execute(decided)).toBe(result)
    expect(effects).toEqual([
      { kind: 'decided', node: 's1', command: stamp, decision: decided },
      { kind: 'executed', node: 's1', command: stamp, result, write: true, times: 1 },
    ])
    expect(other.effects).toEqual([{ ...effects[1], node: 's2' }])
  })

  test('is decided on the spot by each machine that executes it undecided', () => {
    const { app, effects } = applicationOf(stamps, 's1')
    expect(app.execute(stamp)).not.toBe(applicationOf(stamps, 's2').app.execute(stamp))
    expect(effects.map(({ kind }) => kind)).toEqual(['decided', 'executed'])
  })

  test('is one write in the ledger, however it was decided, and the ledger travels', () => {
    const taken = new Set<string>()
    const { app, effects } = applicationOf(stamps, 's1', taken)
    app.execute(stamp)
    app.execute(app.decide(stamp))
    const { app: next, effects: after } = applicationOf(stamps, 's2', taken)
    next.restore(app.snapshot())
    next.execute(stamp)
    const times = [...effects, ...after].flatMap((effect) =>
      effect.kind === 'executed' ? [effect.times] : [],
    )
    expect(times).toEqual([1, 2, 3])
  })

  test('is no longer the solution’s to change once it was decided', () => {
    const { app, effects } = applicationOf(stamps, 's1')
    const decided = app.decide(stamp)
    const told = { ...decided }
    Object.assign(decided, { time: 7 })
    expect(effects).toEqual([{ kind: 'decided', node: 's1', command: stamp, decision: told }])
  })
})

test('a command that is determined comes back as it is, and nothing is told of it', () => {
  const { app, effects } = applicationOf(keyValue, 's1')
  const get: Command & { key: string } = { op: 'get', key: 'x' }
  expect(app.decide(get)).toBe(get)
  expect(effects).toEqual([])
})

test('a snapshot is a copy, and so is what is restored', () => {
  const put: Command & { key: string; value: string } = { op: 'put', key: 'x', value: '1' }
  const taken = new Set<string>()
  const { app } = applicationOf(keyValue, 's1', taken)
  const other = applicationOf(keyValue, 's2', taken)
  const empty = app.snapshot()
  app.execute(put)
  const full = app.snapshot()
  other.app.restore(full)
  other.app.execute(put)
  app.restore(empty)
  expect(app.snapshot()).toEqual(empty)
  expect(full).toEqual({ state: { x: '1' }, ledger: { '{"key":"x","op":"put","value":"1"}': 1 } })
  expect(other.app.snapshot()).toEqual({
    state: { x: '1' },
    ledger: { '{"key":"x","op":"put","value":"1"}': 2 },
  })
})

describe.each(Object.values(services).map((service) => [service.name, service] as const))(
  'a snapshot of %s',
  (_name, service) => {
    const ways: readonly [name: string, way: (snapshot: Snapshot) => unknown][] = [
      ['as it is', (snapshot) => snapshot],
      ['frozen', (snapshot) => Object.freeze(snapshot)],
      ['in a message', (snapshot) => sent({ kind: 'Transfer', snapshot }).snapshot],
      ['as fields of a message', (snapshot) => sent({ kind: 'Transfer', view: 7, ...snapshot })],
      [
        'as JSON text in a message',
        (snapshot) => JSON.parse(sent({ kind: 'Transfer', text: JSON.stringify(snapshot) }).text) as unknown,
      ],
      ['with its fields in another order', ({ state, ledger }) => ({ ledger, state })],
    ]
    test.each(ways)('is restored where it comes %s, by any server, at any time', (_way, way) => {
      fc.assert(
        fc.property(commandsOf(service, 6), (commands) => {
          const taken = new Set<string>()
          const { app } = applicationOf(service, 's1', taken)
          const { app: other } = applicationOf(service, 's2', taken)
          const blank = app.snapshot()
          for (const command of commands) app.execute(command)
          const snapshot = app.snapshot()
          app.execute(app.decide(commands[0] ?? { op: 'none' }))
          // Of one who knows what a snapshot of nothing looks like nothing is hidden.
          applicationOf(service, 's3').app.restore(way(blank) as Snapshot)
          other.restore(way(snapshot) as Snapshot)
          expect(contentOf(other.snapshot())).toBe(contentOf(snapshot))
        }),
        { numRuns: 20 },
      )
    })
  },
)

describe('a snapshot that was changed is refused, and nothing of it is restored:', () => {
  const put = (value: string): Command => ({ op: 'put', key: 'x', value }) as Command
  const ways: readonly [name: string, way: (now: Snapshot, earlier: Snapshot) => unknown][] = [
    ['a ledger that was emptied', ({ state }) => ({ state, ledger: {} })],
    ['a ledger of an earlier state', ({ state }, { ledger }) => ({ state, ledger })],
    ['a state of an earlier ledger', ({ ledger }, { state }) => ({ state, ledger })],
    [
      'a count that was lowered',
      ({ state, ledger }) => ({
        state,
        ledger: Object.fromEntries(Object.keys(ledger as object).map((write) => [write, 1])),
      }),
    ],
    [
      'a ledger whose fields have no prototype',
      ({ state }) => ({ state, ledger: Object.create(null) as object }),
    ],
    ['a state that was put together', ({ ledger }) => ({ state: { x: '1', y: '2' }, ledger })],
    ['a state alone', ({ state }) => ({ state })],
  ]
  test.each(ways)('%s', (_name, way) => {
    const { app } = applicationOf(keyValue, 's1')
    app.execute(put('1'))
    const earlier = app.snapshot()
    app.execute(put('2'))
    app.execute(put('2'))
    const now = app.snapshot()
    expect(() => app.restore(way(now, earlier) as Snapshot)).toThrow(/^restore: expected/)
    expect(app.snapshot()).toEqual(now)
  })
})

test('nothing of it can be changed: a solution can neither keep anything there nor put its own in place', () => {
  const { app } = applicationOf(keyValue, 's1')
  for (const each of [app, ...Object.values(app)]) {
    expect(() => Object.assign(each, { kept: 1 })).toThrow(TypeError)
    expect(() => Object.setPrototypeOf(each, {}) as unknown).toThrow(TypeError)
  }
  expect(() => Object.assign(app, { execute: () => 'done' })).toThrow(TypeError)
})

/** As a message comes to another server, and to another process. */
function sent<T>(message: T): T {
  // What was written is what is read.
  return readPlain(encodePlain(copyPlain(message))) as T
}

/** Copying the ledger at each write would take minutes. */
test('fifty thousand writes are written down within the time that a test has', () => {
  const { app } = applicationOf({ ...stamps, execute: () => ({ state: 0, result: 0 }) }, 's1')
  const count = 50_000
  for (let time = 1; time <= count; time += 1) {
    const command: Stamp = { op: `stamp ${time}`, time }
    app.execute(command)
  }
  expect(Object.keys(app.snapshot()['ledger'] as object)).toHaveLength(count)
})

describe('chance', () => {
  test('is the same for the same machine that looks as often, and differs between machines', () => {
    const looks = (node: string): readonly number[] => {
      const chance = createChance(node)
      return Array.from({ length: 50 }, (_, i) => (i % 3 === 0 ? chance.random(10_000) : chance.time()))
    }
    expect(looks('s1')).toEqual(looks('s1'))
    const machines = Array.from({ length: 12 }, (_, i) => `s${i + 1}`)
    expect(new Set(machines.map((node) => looks(node).join())).size).toBe(machines.length)
  })

  test('no two machines of a run tell one time', () => {
    const times = Array.from({ length: 9 }, (_, i) => createChance(`s${i + 1}`)).flatMap((chance) =>
      Array.from({ length: 40 }, () => chance.time()),
    )
    expect(new Set(times).size).toBe(times.length)
  })

  test('time grows, and what is random stays below its bound and reaches it', () => {
    const chance = createChance('s1')
    const times = Array.from({ length: 100 }, () => chance.time())
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    const drawn = new Set(Array.from({ length: 200 }, () => chance.random(6)))
    expect([...drawn].toSorted()).toEqual([0, 1, 2, 3, 4, 5])
  })
})
