import { describe, expect, test } from 'vitest'
import { disassemble, instructions } from '../../../src/services/virtual-machine/instructions.ts'
import { assemble } from '../../../src/services/virtual-machine/index.ts'
import { packet, ran, tick, untilCount } from './host.ts'

/** r1 after a program that computes it. */
function computed(source: string): number | undefined {
  const { state } = ran(`${source}\n halt`)
  expect(state.activity).toEqual({ kind: 'halted', reason: 'the program halted' })
  return state.registers[1]
}

describe('arithmetic is of 32 bits and wraps around', () => {
  const cases: readonly [string, number, number, number][] = [
    ['add', 7, -9, -2],
    ['add', 0x7fffffff, 1, -0x80000000],
    ['sub', 7, 9, -2],
    ['sub', -0x80000000, 1, 0x7fffffff],
    ['mul', -6, 7, -42],
    ['mul', 65_537, 65_537, 131_073],
    ['div', 7, 2, 3],
    ['div', -7, 2, -3],
    ['div', -0x80000000, -1, -0x80000000],
    ['rem', 7, 2, 1],
    ['rem', -7, 2, -1],
    ['rem', -0x80000000, -1, 0],
    ['and', 0b1100, 0b1010, 0b1000],
    ['or', 0b1100, 0b1010, 0b1110],
    ['xor', 0b1100, 0b1010, 0b0110],
    ['shl', 3, 30, -0x40000000],
    ['shl', 1, 33, 2],
    ['shr', -8, 1, -4],
  ]
  test.each(cases)('%s %d, %d → %d', (name, left, right, result) => {
    const source = `load r2, [left]\n load r3, [right]\n ${name} r1, r2, r3\n jump over\nleft: .word ${left}\nright: .word ${right}\nover:`
    expect(computed(source)).toBe(result)
    if (right >= -32_768 && right <= 32_767) {
      expect(
        computed(`load r2, [left]\n ${name} r1, r2, ${right}\n jump over\nleft: .word ${left}\nover:`),
      ).toBe(result)
    }
  })
})

describe('memory and the stack', () => {
  test('set takes constants and registers', () => {
    expect(computed('set r2, -32768\n set r1, r2')).toBe(-32_768)
  })

  test('load and store take an address, one in a register, and both together', () => {
    expect(computed('set r2, 5\n store r2, [300]\n load r1, [300]')).toBe(5)
    expect(computed('set r2, 5\n set r3, 300\n store r2, [r3]\n load r1, [r3 + 0]')).toBe(5)
    expect(computed('set r2, 5\n set r3, 10\n store r2, [r3 + 290]\n load r1, [310 - 10]')).toBe(5)
    expect(computed('set r2, 5\n set r3, 310\n store r2, [r3 - 10]\n load r1, [300]')).toBe(5)
  })

  test('what is pushed last is popped first, and the stack begins at the end of memory', () => {
    const { state } = ran('set r2, 1\n set r3, 2\n push r2\n push r3\n pop r2\n halt')
    expect([state.registers[2], state.registers[15], state.memory[511], state.memory[510]]).toEqual([
      2, 511, 1, 2,
    ])
  })

  test('call remembers where return goes on', () => {
    expect(computed('call two\n add r1, r1, 1\n halt\ntwo: set r1, 2\n return')).toBe(3)
    expect(computed('set r2, two\n call r2\n add r1, r1, 1\n halt\ntwo: set r1, 2\n return')).toBe(3)
  })
})

describe('jumps', () => {
  const cases: readonly [string, number, number, boolean][] = [
    ['jeq', 4, 4, true],
    ['jeq', 4, 5, false],
    ['jne', 4, 4, false],
    ['jne', 4, 5, true],
    ['jlt', -1, 0, true],
    ['jlt', 0, 0, false],
    ['jge', 0, 0, true],
    ['jge', -1, 0, false],
  ]
  test.each(cases)('%s %d, %d: %s', (name, left, right, isTaken) => {
    const withRegister = `set r2, ${left}\n set r3, ${right}\n ${name} r2, r3, there\n halt\nthere: set r1, 1`
    expect(computed(withRegister)).toBe(isTaken ? 1 : 0)
    expect(computed(`set r2, ${left}\n ${name} r2, ${right}, there\n halt\nthere: set r1, 1`)).toBe(
      isTaken ? 1 : 0,
    )
  })

  test('jump takes a label and a register', () => {
    expect(computed('jump there\n halt\nthere: set r1, 1')).toBe(1)
    expect(computed('set r2, there\n jump r2\n halt\nthere: set r1, 1')).toBe(1)
  })
})

test('nop does nothing but be counted', () => {
  const { state } = ran('nop\n nop\n halt')
  expect([state.count, state.programCounter]).toEqual([3, 3])
})

describe('interrupts', () => {
  const counting = `
        handler timer, ticked
        enable
again:  wait
        jump again
ticked: add r1, r1, 1
        interrupted r2
        resume`

  test('a pending interrupt is taken when interrupts are enabled, and the program goes on where it was', () => {
    const { state, progress } = ran(counting, tick(), untilCount(1_000))
    expect([state.registers[1], state.registers[2], progress.stopped]).toEqual([1, 3, 'idle'])
  })

  test('an interrupt is no instruction', () => {
    expect(ran(counting, tick()).progress.count).toBe(3)
    expect(ran(counting, tick(), untilCount(3 + 5)).progress).toMatchObject({ count: 8, stopped: 'idle' })
  })

  test('two ticks before the first is taken are one', () => {
    expect(ran(counting, tick(), tick(), untilCount(1_000)).state.registers[1]).toBe(1)
    expect(ran(counting, tick(), untilCount(1_000), tick(), untilCount(1_000)).state.registers[1]).toBe(2)
  })

  test('wait ends with an interrupt that is disabled', () => {
    const { state } = ran('wait\n set r1, 1\n halt', tick(), untilCount(1_000))
    expect([state.registers[1], state.pending.timer]).toEqual([1, true])
  })

  test('wait does not wait where an interrupt is pending', () => {
    const { state } = ran(
      'time r2\n wait\n set r1, 1\n halt',
      tick(),
      { op: 'timestamp', value: 9 },
      untilCount(9),
    )
    expect(state.registers[1]).toBe(1)
  })

  test('disable keeps an interrupt pending until enable, which lets it in before the next instruction', () => {
    const source = `
        handler timer, ticked
        enable
        disable
        time r3
        set r1, 1
        enable
        set r1, 2
        halt
ticked: set r2, r1
        resume`
    const { state } = ran(source, tick(), { op: 'timestamp', value: 9 }, untilCount(1_000))
    expect([state.registers[1], state.registers[2]]).toEqual([2, 1])
  })

  test('the timer comes before the network', () => {
    const source = `
        handler timer, ticked
        handler network, arrived
        time r9
        enable
        nop
        halt
ticked: mul r1, r1, 10
        add r1, r1, 1
        resume
arrived: mul r1, r1, 10
        add r1, r1, 2
        resume`
    const { state } = ran(source, packet(5), tick(), { op: 'timestamp', value: 9 }, untilCount(1_000))
    expect(state.registers[1]).toBe(12)
  })
})

describe('devices', () => {
  test('time does not complete before the host says the time', () => {
    const trapped = ran('time r1\n halt')
    expect(trapped.progress).toMatchObject({ count: 0, stopped: 'timestamp' })
    const { state } = ran(
      'time r1\n halt',
      untilCount(1_000),
      { op: 'timestamp', value: 2 ** 32 + 5 },
      untilCount(9),
    )
    expect([state.registers[1], state.count]).toEqual([5, 2])
  })

  test('receive takes the oldest packet, and in its words', () => {
    const source = 'wait\n receive r1\n in r2\n in r3\n in r4\n receive r5\n in r6\n receive r7\n halt'
    const { state } = ran(source, packet(8, 9), packet(7), untilCount(1_000))
    expect(state.registers.slice(1, 8)).toEqual([2, 8, 9, 0, 1, 7, -1])
  })

  test('the rest of a packet is gone when the next is taken', () => {
    const { state } = ran(
      'wait\n receive r1\n receive r2\n in r3\n halt',
      packet(1, 2),
      packet(3),
      untilCount(1_000),
    )
    expect(state.registers[3]).toBe(3)
  })

  test('a fifth packet finds no room in the card', () => {
    const source = 'wait\nagain: receive r1\n jlt r1, 0, done\n in r2\n jump again\ndone: halt'
    const packets = [1, 2, 3, 4, 5].map((word) => packet(word))
    const { state } = ran(source, ...packets, untilCount(1_000))
    expect(state.registers[2]).toBe(4)
  })

  test('send makes one output of the words written to the device', () => {
    const source = `out network, 1\n set r1, 2\n out network, r1\n out console, 'h'\n send network\n out console, 'i'\n send console\n send network\n halt`
    expect(ran(source).outputs).toEqual([
      { number: 1, count: 5, device: 'network', words: [1, 2] },
      { number: 2, count: 7, device: 'console', words: [104, 105] },
      { number: 3, count: 8, device: 'network', words: [] },
    ])
  })
})

test('what is disassembled assembles to the same word', () => {
  const examples: Readonly<Record<string, string>> = {
    register: 'r3',
    second: 'sp',
    value: '-7',
    small: '15',
    address: '[r2 - 5]',
    target: '12',
    device: 'network',
  }
  for (const [name, operands] of Object.entries(instructions)) {
    const line = `${name} ${operands.map((kind) => examples[kind]).join(', ')}`.trimEnd()
    const [word = 0] = assemble(line).words
    expect([line, disassemble(word)]).toEqual([line, line])
    const inRegisters = line.replace('-7', 'r9').replace('15', 'r0').replace('[r2 - 5]', '[44]')
    const [second = 0] = assemble(inRegisters).words
    expect(disassemble(second)).toBe(inRegisters)
  }
  expect(disassemble(0)).toBe('.word 0')
})
