import { describe, expect, test } from 'vitest'
import type { Command } from '../../../src/port/index.ts'
import { assemble, boot, execute } from '../../../src/services/virtual-machine/index.ts'
import { after, packet, ran, tick, untilCount } from './host.ts'

describe('what no program may do halts the machine with a reason, and is not counted', () => {
  const cases: readonly [string, string, number][] = [
    ['jump 100', 'there is no instruction at 100: found the word 0', 1],
    ['.word -1', 'there is no instruction at 0: found the word -1', 0],
    ['jump 512', 'there is no instruction at 512: outside memory', 1],
    ['jump -1', 'there is no instruction at -1: outside memory', 1],
    ['load r1, [512]', 'expected an address from 0 to 511, found 512 in `load r1, [512]` at 0', 0],
    ['store r1, [r2 - 1]', 'expected an address from 0 to 511, found -1 in `store r1, [r2 - 1]` at 0', 0],
    ['pop r1', 'expected an address from 0 to 511, found 512 in `pop r1` at 0', 0],
    ['return', 'expected an address from 0 to 511, found 512 in `return` at 0', 0],
    ['set sp, 0\n push r1', 'expected an address from 0 to 511, found -1 in `push r1` at 1', 1],
    ['set sp, 0\n call 0', 'expected an address from 0 to 511, found -1 in `call 0` at 1', 1],
    ['nop\n div r1, r2, r3', 'division by zero in `div r1, r2, r3` at 1', 1],
    ['rem r1, r2, 0', 'division by zero in `rem r1, r2, 0` at 0', 0],
    ['out timer, 1', 'expected the network or the console, found timer in `out timer, 1` at 0', 0],
    ['send timer', 'expected the network or the console, found timer in `send timer` at 0', 0],
    [
      'handler console, 1',
      'expected the timer or the network, found console in `handler console, 1` at 0',
      0,
    ],
    [
      'again: out console, 1\n jump again',
      'more than 16 words for the console without a `send console` in `out console, 1` at 0',
      32,
    ],
  ]
  test.each(cases)('%j', (source, reason, count) => {
    const { state, progress } = ran(source)
    expect(progress).toMatchObject({ stopped: 'halted', reason, count })
    expect(state.count).toBe(count)
  })

  test('an interrupt without a handler', () => {
    const reason = 'no handler for an interrupt of the timer: `handler timer, …` comes before `enable`'
    expect(ran('enable\n wait\n nop', tick(), untilCount(9)).progress).toMatchObject({
      stopped: 'halted',
      reason,
    })
  })

  test('whatever is in memory, the machine ends in a defined way', () => {
    let seed = 1
    const words = Array.from({ length: 512 }, () => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) | 0
      // The numbers of instructions are small: half of the words are some instruction.
      return (seed & 0x807fffff) | (((seed >>> 8) & 63) << 24)
    })
    for (let start = 0; start < 512; start += 1) {
      const state = { ...boot({ words }), programCounter: start, interruptsEnabled: true }
      const { result } = execute(state, { op: 'run', until: 2_000 } as Command)
      expect(['count', 'idle', 'timestamp', 'halted']).toContain(result.stopped)
    }
  })
})

describe('a machine that halted', () => {
  test('stays as it is', () => {
    const halted = ran('halt')
    const { state, progress } = after(halted, [tick(), packet(1), untilCount(1_000)])
    expect(state).toEqual(halted.state)
    expect(progress).toEqual(halted.progress)
  })
})

describe('what no machine is told', () => {
  const machine = boot(assemble('time r1\n wait'))
  const cases: readonly [object, string][] = [
    [{ op: 'jump' }, 'found {"op":"jump"}'],
    [{ op: 'run', until: 1.5 }, 'found {"op":"run","until":1.5}'],
    [{ op: 'run', until: -1 }, 'found {"op":"run","until":-1}'],
    [{ op: 'interrupt' }, 'found {"op":"interrupt"}'],
    [
      { op: 'interrupt', interrupt: { device: 'disk' } },
      'found {"op":"interrupt","interrupt":{"device":"disk"}}',
    ],
    [{ op: 'interrupt', interrupt: { device: 'network', words: [2 ** 31] } }, '"words":[2147483648]'],
    [
      { op: 'interrupt', interrupt: { device: 'network', words: Array.from({ length: 17 }, () => 1) } },
      'at most 16 words',
    ],
    [{ op: 'timestamp', value: 'noon' }, 'found {"op":"timestamp","value":"noon"}'],
    [{ op: 'run' }, "run: expected a decided command such as { op: 'run', until: 120 }; call decide() first"],
    [
      { op: 'run', until: 100_001 },
      'at most 100000 instructions after 0, where the machine is, found 100001',
    ],
  ]
  test.each(cases)('%j', (command, message) => {
    expect(() => execute(machine, command as Command)).toThrow(
      expect.objectContaining({ name: 'UnknownCommand', message: expect.stringContaining(message) }),
    )
  })

  test('a time that it did not ask for', () => {
    expect(() => execute(machine, { op: 'timestamp', value: 1 } as Command)).toThrow(
      'timestamp: expected a machine stopped at `time`, found one that is running after 0 instructions; run it to the count that the entry was logged at',
    )
    const trapped = execute(machine, { op: 'run', until: 1 } as Command).state
    expect(() => execute(trapped, { op: 'timestamp' } as Command)).toThrow(
      'timestamp: expected a decided command',
    )
  })
})
