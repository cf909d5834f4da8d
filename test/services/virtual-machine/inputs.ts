import fc, { type Arbitrary } from 'fast-check'
import {
  packetOf,
  type Interrupt,
  type MachineCommand,
  type StoreCommand,
} from '../../../src/services/index.ts'
import { boot, guest } from '../../../src/services/virtual-machine/index.ts'
import { after, begin, untilCount, type Run } from './host.ts'

/** An interrupt, so many instructions after the one before it; earlier where the machine is idle. */
export interface Input {
  readonly gap: number
  readonly interrupt: Interrupt
}

const keys = fc.constantFrom('x' as const, 'y' as const)
const values = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.integer())

const storeCommands: Arbitrary<StoreCommand> = fc.oneof(
  fc.record({ op: fc.constant('get' as const), key: keys }),
  fc.record({ op: fc.constantFrom('put' as const, 'add' as const), key: keys, value: values }),
  fc.record({ op: fc.constantFrom('stamp' as const, 'uptime' as const, 'random' as const), key: keys }),
)

const clients = 3
const sequencesMax = 12

/** Requests as clients of this store make them, in any order: one client and one sequence always ask the same. */
function requests(commands: readonly StoreCommand[]): Arbitrary<Interrupt> {
  return fc.integer({ min: 0, max: commands.length - 1 }).map((i) => {
    const command = commands[i] ?? { op: 'get', key: 'x' }
    return { device: 'network', words: packetOf(1 + (i % clients), 1 + Math.floor(i / clients), command) }
  })
}

/** Packets that are no requests: too short, too long, or with one word that no request has there. */
const noise: Arbitrary<Interrupt> = fc
  .oneof(
    fc.array(fc.integer(), { maxLength: 4 }),
    fc.array(fc.integer(), { minLength: 6, maxLength: 16 }),
    fc
      .constantFrom([0, 0], [0, 9], [0, -1], [1, 0], [1, -7], [2, 0], [2, 7], [3, -1], [3, 4])
      .map(([at, word]) => [1, 1, 2, 0, 5].map((lawful, i) => (i === at ? (word ?? 0) : lawful))),
  )
  .map((words) => ({ device: 'network', words }))

const ticks: Arbitrary<Interrupt> = fc.constant({ device: 'timer' })

const gaps = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 200 }))

export const inputs: Arbitrary<readonly Input[]> = fc
  .array(storeCommands, { minLength: clients, maxLength: clients * sequencesMax, size: 'max' })
  .chain((commands) =>
    fc.array(
      fc.record({
        gap: gaps,
        interrupt: fc.oneof(
          { weight: 6, arbitrary: requests(commands) },
          { weight: 2, arbitrary: ticks },
          { weight: 1, arbitrary: noise },
        ),
      }),
      { maxLength: 40, size: 'max' },
    ),
  )

/** The time that a host tells a machine after so many instructions. */
export function timeAt(count: number): number {
  return 1_000_000 + count
}

export const fresh: Run = begin(boot(guest))

export const booted: Run = after(fresh, [untilCount(1_000)])

/** Runs to a count, `slice()` instructions at a time, and tells the time wherever it is asked. */
export function runTo(run: Run, until: number, slice: () => number): Run {
  let now = run
  while (now.state.count < until && now.progress.stopped !== 'idle') {
    now = after(now, [untilCount(Math.min(until, now.state.count + slice()))])
    if (now.progress.stopped === 'timestamp') {
      now = after(now, [{ op: 'timestamp', value: timeAt(now.state.count) }])
    }
    if (now.progress.stopped === 'halted') return now
  }
  return now
}

/** What becomes of a machine to which these things happen, and then nothing more until it is idle. */
export function live(run: Run, happening: readonly Input[], slice: () => number): Run {
  const lived = happening.reduce((now, { gap, interrupt }) => {
    const command: MachineCommand = { op: 'interrupt', interrupt }
    return after(runTo(now, now.state.count + gap, slice), [command])
  }, run)
  return runTo(lived, lived.state.count + 20_000, slice)
}
