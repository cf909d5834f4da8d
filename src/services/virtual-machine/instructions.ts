/**
 * The instructions and how they are packed into a word:
 *
 *     31   30…24    23…20   19…16   15…0
 *     constant?  number   a       b       c
 *
 * The top bit says that the operand which may be either is a constant, not a register. Number 0 is no
 * instruction, so that a program which runs into empty memory halts.
 */

/** What an operand may be, and where it goes. */
export type OperandKind =
  /** A register, in a. */
  | 'register'
  /** A register, in b. */
  | 'second'
  /** A register or a constant from -32768 to 32767, in c. */
  | 'value'
  /** A register or a constant from 0 to 15, in b. */
  | 'small'
  /** `[register + constant]`, in b and c, or `[constant]`, in c. */
  | 'address'
  /** A constant, in c: where to go on. */
  | 'target'
  /** In a. */
  | 'device'

/** Every instruction with its operands, in the order of their numbers, which begin at 1. */
export const instructions = {
  nop: [],
  halt: [],
  set: ['register', 'value'],
  load: ['register', 'address'],
  store: ['register', 'address'],
  push: ['register'],
  pop: ['register'],
  add: ['register', 'second', 'value'],
  sub: ['register', 'second', 'value'],
  mul: ['register', 'second', 'value'],
  div: ['register', 'second', 'value'],
  rem: ['register', 'second', 'value'],
  and: ['register', 'second', 'value'],
  or: ['register', 'second', 'value'],
  xor: ['register', 'second', 'value'],
  shl: ['register', 'second', 'value'],
  shr: ['register', 'second', 'value'],
  jump: ['value'],
  jeq: ['register', 'small', 'target'],
  jne: ['register', 'small', 'target'],
  jlt: ['register', 'small', 'target'],
  jge: ['register', 'small', 'target'],
  call: ['value'],
  return: [],
  handler: ['device', 'value'],
  enable: [],
  disable: [],
  wait: [],
  interrupted: ['register'],
  resume: [],
  time: ['register'],
  receive: ['register'],
  in: ['register'],
  out: ['device', 'value'],
  send: ['device'],
} as const satisfies Readonly<Record<string, readonly OperandKind[]>>

export type InstructionName = keyof typeof instructions

/** The names of devices, by their numbers. */
export const devices = ['timer', 'network', 'console'] as const

/** An instruction taken apart. Fields without an operand are 0. */
export interface Instruction {
  readonly name: InstructionName
  readonly isConstant: boolean
  readonly a: number
  readonly b: number
  readonly c: number
}

// The keys of an object literal are its names.
const names = Object.keys(instructions) as InstructionName[]

export function operandsOf(name: InstructionName): readonly OperandKind[] {
  return instructions[name]
}

export function encode({ name, isConstant, a, b, c }: Instruction): number {
  const number = names.indexOf(name) + 1
  return ((isConstant ? 1 : 0) << 31) | (number << 24) | (a << 20) | (b << 16) | (c & 0xffff)
}

/** Null where the word is no instruction. */
export function decode(word: number): Instruction | null {
  const name = names[((word >>> 24) & 0x7f) - 1]
  if (name === undefined) return null
  return { name, isConstant: word < 0, a: (word >>> 20) & 15, b: (word >>> 16) & 15, c: (word << 16) >> 16 }
}

/** An instruction as one writes it, with addresses instead of labels. A word that is none is shown as `.word`. */
export function disassemble(word: number): string {
  const instruction = decode(word)
  if (instruction === null) return `.word ${word}`
  const { name } = instruction
  const operands = operandsOf(name).map((kind) => operandText(kind, instruction))
  return [name, operands.join(', ')].join(' ').trimEnd()
}

function operandText(kind: OperandKind, { isConstant, a, b, c }: Instruction): string {
  switch (kind) {
    case 'register':
      return registerText(a)
    case 'second':
      return registerText(b)
    case 'value':
      return isConstant ? String(c) : registerText(c & 15)
    case 'small':
      return isConstant ? String(b) : registerText(b)
    case 'address':
      return isConstant ? `[${c}]` : `[${registerText(b)} ${c < 0 ? '-' : '+'} ${Math.abs(c)}]`
    case 'target':
      return String(c)
    case 'device':
      return devices[a] ?? String(a)
    default:
      return kind satisfies never
  }
}

function registerText(register: number): string {
  return register === 15 ? 'sp' : `r${register}`
}
