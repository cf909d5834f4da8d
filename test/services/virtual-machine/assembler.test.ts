import { describe, expect, test } from 'vitest'
import { assemble } from '../../../src/services/virtual-machine/index.ts'

describe('the assembler', () => {
  test('puts words, spaces and texts where they stand', () => {
    const { words, labels } = assemble(`
table:  .word 1, -2, 0xffffffff, table + 2, 'a', ','
        .space 2
word:   .text "a;, b"      ; a comment
end:    .word ';'`)
    expect(words).toEqual([1, -2, -1, 2, 97, 44, 0, 0, 97, 59, 44, 32, 98, 0, 59])
    expect(labels).toEqual({ table: 0, word: 8, end: 14 })
  })

  test('knows labels before they are defined, and constants after', () => {
    expect(assemble('A = 2\nB = A + A - 1\n .word end - 1, B\nend:').words).toEqual([1, 3])
  })

  test('takes a label on a line of its own, and two labels of one place', () => {
    expect(assemble('first:\nsecond: .word first, second').words).toEqual([0, 0])
  })
})

describe('a program that cannot be assembled is told where, what was expected and what came', () => {
  const cases: readonly [string, string][] = [
    ['nop\n jmp 3', 'line 2: expected an instruction, `.word`, `.space` or `.text`, found `jmp`'],
    ['set r1', 'line 1: expected `set` with 2 operands, found `r1`'],
    ['push', 'line 1: expected `push` with one operand, found none'],
    ['halt r1, 2', 'line 1: expected `halt` with no operand, found `r1, 2`'],
    ['set r16, 1', 'line 1: expected a register, r0 to r15 or sp, found `r16`'],
    ['add r1, 2, r3', 'line 1: expected a register, r0 to r15 or sp, found `2`'],
    [
      'set r1, 32768',
      'line 1: expected a constant from -32768 to 32767 (put a greater one into memory with `.word` and `load` it), found 32768',
    ],
    [
      'a: jeq r1, 16, a',
      'line 1: expected a register or a constant from 0 to 15 (`set` a register first), found 16',
    ],
    ['load r1, 5', 'line 1: expected an address such as [table], [r1] or [r1 + table], found `5`'],
    ['load r1, [r2 * 2]', "line 1: expected a number, a character such as 'a', or a name, found `* 2`"],
    ['load r1, [r2 3]', 'line 1: expected + or - after the register, found `3`'],
    ['set r1, ', "line 1: expected a number, a character such as 'a', or a name, found ``"],
    ['jump nowhere', 'line 1: expected a number, a constant defined above or a label, found `nowhere`'],
    ['A = B\nB = 1', 'line 1: expected a number, a constant defined above or a label, found `B`'],
    ['.word 4294967296', 'line 1: expected a value of 32 bits, found 4294967296'],
    ['out printer, 1', 'line 1: expected a device, timer, network, console, found `printer`'],
    ['a: nop\na: nop', 'line 2: expected a name that is not taken yet, found `a` again'],
    [
      'sp = 3',
      'line 1: expected a name of your own, found `sp`, which is a register, a device or an instruction',
    ],
    [
      'add: nop',
      'line 1: expected a name of your own, found `add`, which is a register, a device or an instruction',
    ],
    ['.text ready', 'line 1: expected `.text` with a text such as "ready", found `ready`'],
    ['.space -1', 'line 1: expected `.space` with a number of words, 512 at most, found `-1`'],
    ['.space 300\n.space 300', 'line 2: expected at most 512 words in all, found 600'],
    ['a b: nop', 'line 1: expected an instruction, `.word`, `.space` or `.text`, found `a`'],
  ]
  test.each(cases)('%j', (source, message) => {
    expect(() => assemble(source)).toThrow(expect.objectContaining({ name: 'AssemblyError', message }))
  })
})
