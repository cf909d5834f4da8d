import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contentOf, type Command } from '../../../src/port/index.ts'
import {
  packetOf,
  resultOf,
  virtualMachine,
  type Chance,
  type StoreCommand,
} from '../../../src/services/index.ts'
import { boot, guest, type MachineState } from '../../../src/services/virtual-machine/index.ts'
import { guestStore } from '../../../src/services/virtual-machine/store.ts'

/** The time is 5, and a random number the highest there may be. */
const chance: Chance = { time: () => 5, random: (below) => below - 1 }

function decided(state: unknown, command: Command): Command {
  return virtualMachine.decide?.(state, command, chance) ?? command
}

describe('the machine as a service', () => {
  test('begins with its guest before the first instruction, and is seen as the guest’s store', () => {
    expect(virtualMachine.initial).toEqual(boot(guest))
    expect(virtualMachine.seen).toBe(guestStore)
  })

  test('leaves to the host how far it runs, 120 instructions at most, and what the time is', () => {
    expect(decided({ ...boot(guest), count: 7 }, { op: 'run' })).toEqual({ op: 'run', until: 127 })
    expect(decided(boot(guest), { op: 'timestamp' })).toEqual({ op: 'timestamp', value: 5 })
  })

  test('leaves what is decided as it is', () => {
    const commands: readonly object[] = [
      { op: 'run', until: 3 },
      { op: 'timestamp', value: 9 },
      { op: 'interrupt', interrupt: { device: 'timer' } },
    ]
    for (const command of commands) expect(decided(boot(guest), command as Command)).toBe(command)
  })

  test('executes whatever is drawn and decided, and leaves the state before as it was', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.nat(), { minLength: 8, maxLength: 8 }), { maxLength: 30 }),
        (draws) => {
          let state = virtualMachine.initial
          for (const numbers of draws) {
            let i = 0
            const command = virtualMachine.draw('t', (n) => (numbers[i++ % numbers.length] ?? 0) % n)
            const before = contentOf(state)
            const next = virtualMachine.execute(state, decided(state, command)).state
            expect(contentOf(state)).toBe(before)
            state = next
            if ((state as MachineState).activity.kind === 'timestamp') {
              state = virtualMachine.execute(state, decided(state, { op: 'timestamp' })).state
            }
          }
          expect((state as MachineState).activity.kind).not.toBe('halted')
        },
      ),
    )
  })
})

function stored(state: unknown, ...commands: readonly StoreCommand[]): readonly unknown[] {
  let now = state
  return commands.map((command) => {
    const { state: next, result } = guestStore.execute(now, command)
    now = next
    return result
  })
}

describe('the store that clients see', () => {
  test('returns what is under the key', () => {
    const results = stored(
      guestStore.initial,
      { op: 'get', key: 'x' },
      { op: 'put', key: 'x', value: 2_147_483_647 },
      { op: 'add', key: 'x', value: 1 },
      { op: 'stamp', key: 'y', value: 7 },
      { op: 'random', key: 'z', value: 32_767 },
      { op: 'get', key: 'x' },
      { op: 'get', key: 'y' },
    )
    expect(results).toEqual([0, 2_147_483_647, -2_147_483_648, 7, 32_767, -2_147_483_648, 7])
  })

  test('knows no uptime that is less than one under the same key, and no random number out of its range', () => {
    const results = stored(
      guestStore.initial,
      { op: 'uptime', key: 'x', value: 4 },
      { op: 'uptime', key: 'x', value: 3 },
      { op: 'uptime', key: 'y', value: 3 },
      { op: 'random', key: 'x', value: 32_768 },
    )
    expect(results).toEqual([4, 4, 3, 0])
  })

  test('is decided by the machine where the input does not say the outcome', () => {
    const decide = (command: StoreCommand): Command => guestStore.decide?.({}, command, chance) ?? command
    expect(decide({ op: 'stamp', key: 'x' })).toEqual({ op: 'stamp', key: 'x', value: 5 })
    expect(decide({ op: 'uptime', key: 'x' })).toEqual({ op: 'uptime', key: 'x', value: 2 })
    expect(decide({ op: 'random', key: 'x' })).toEqual({ op: 'random', key: 'x', value: 32_767 })
    const put: StoreCommand = { op: 'put', key: 'x', value: 1 }
    expect(decide(put)).toBe(put)
    const stamp: StoreCommand = { op: 'stamp', key: 'x', value: 9 }
    expect(decide(stamp)).toBe(stamp)
    expect(guestStore.undecided?.(stamp)).toEqual({ op: 'stamp', key: 'x' })
    expect(guestStore.undecided?.(put)).toBe(put)
    expect(() => stored({}, { op: 'stamp', key: 'x' })).toThrow(
      "stamp: expected a decided command such as { op: 'stamp', key: 'x', value: 7 }; call decide() first",
    )
  })

  test('says what it does not know', () => {
    const wrong: readonly object[] = [
      { op: 'get' },
      { op: 'get', key: 'q' },
      { op: 'put', key: 'x' },
      { op: 'put', key: 'x', value: 0.5 },
      { op: 'stamp', key: 'x', value: 2 ** 31 },
      { op: 'append', key: 'x', value: 1 },
    ]
    for (const command of wrong) {
      expect(() => guestStore.execute({}, command as Command)).toThrow('expected a command of the guest')
    }
  })

  test('is drawn as commands that a client can send, some of them undecided', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 6, maxLength: 6 }), (numbers) => {
        let i = 0
        const command = guestStore.draw('t', (n) => (numbers[i++ % numbers.length] ?? 0) % n)
        expect(packetOf(1, 1, command)).toHaveLength(5)
      }),
    )
  })
})

describe('packets', () => {
  test('a request is client, sequence, operation, key, argument', () => {
    expect(packetOf(2, 7, { op: 'put', key: 'y', value: -3 })).toEqual([2, 7, 2, 1, -3])
    expect(packetOf(8, 1, { op: 'random', key: 'w' })).toEqual([8, 1, 6, 3, 0])
  })

  test('a reply is client, sequence, operation, value', () => {
    expect(resultOf([2, 7, 2, -3])).toEqual({ client: 2, sequence: 7, result: -3 })
    expect(resultOf([2, 7, 2])).toBeNull()
    expect(resultOf([2, 7, 2, 1, -3])).toBeNull()
  })

  test('what the guest would not serve is not sent', () => {
    const get: StoreCommand = { op: 'get', key: 'x' }
    expect(() => packetOf(0, 1, get)).toThrow('expected a client from 1 to 8, found 0')
    expect(() => packetOf(9, 1, get)).toThrow('expected a client from 1 to 8, found 9')
    expect(() => packetOf(1, 0, get)).toThrow('expected a sequence of at least 1, found 0')
    expect(() => packetOf(1, 1, { op: 'stamp', key: 'x', value: 3 })).toThrow(
      'expected a command as a client invokes it, found {"op":"stamp","key":"x","value":3}: what it returns is for the guest to say',
    )
  })
})
