import { AssemblyError, evaluate, type Names } from './expressions.ts'
import {
  devices,
  encode,
  instructions,
  operandsOf,
  type Instruction,
  type InstructionName,
} from './instructions.ts'
import { memoryWords, type Program } from './machine.ts'
import { fieldsOf } from './operands.ts'

/** One line that makes words, with its place in memory. */
interface Placed {
  readonly line: number
  readonly address: number
  readonly name: string
  readonly operands: readonly string[]
}

/**
 * Turns a program's text into words. Throws `AssemblyError`, which names the line.
 *
 *     limit = 3            ; a constant
 *     start:  set r1, 0    ; a label and an instruction
 *     table:  .word 1, 2   ; words; also `.space 8` (zeros) and `.text "a"` (a word a character, then a zero)
 */
export function assemble(source: string): Program {
  const { placed, names, labels, size } = place(source)
  if (size > memoryWords) {
    const last = placed.at(-1)?.line ?? 1
    throw new AssemblyError(last, `at most ${memoryWords} words in all`, `${size}`)
  }
  return {
    words: placed.flatMap((statement) => wordsOf(statement, names)),
    labels: Object.fromEntries(labels),
  }
}

/** First pass: where everything goes, and so what the labels mean. */
function place(source: string): {
  placed: readonly Placed[]
  names: Names
  labels: ReadonlyMap<string, number>
  size: number
} {
  const names = new Map<string, number>()
  const labels = new Map<string, number>()
  const placed: Placed[] = []
  let address = 0
  for (const [i, text] of source.split('\n').entries()) {
    const line = i + 1
    const { label, constant, statement } = partsOf(withoutComment(text))
    if (label !== '') {
      define(names, label, address, line)
      labels.set(label, address)
    }
    if (constant !== null) define(names, constant.name, evaluate(constant.value, names, line), line)
    if (statement === null) continue
    placed.push({ line, address, ...statement })
    address += sizeOf(statement, names, line)
  }
  return { placed, names, labels, size: address }
}

interface Parts {
  readonly label: string
  readonly constant: { readonly name: string; readonly value: string } | null
  readonly statement: { readonly name: string; readonly operands: readonly string[] } | null
}

function partsOf(text: string): Parts {
  const [, label = '', rest = ''] = /^(?:\s*([A-Za-z_]\w*):)?\s*(.*?)\s*$/.exec(text) ?? []
  if (rest === '') return { label, constant: null, statement: null }
  const [, name, value = ''] = /^([A-Za-z_]\w*)\s*=(.*)$/.exec(rest) ?? []
  if (name !== undefined) return { label, constant: { name, value }, statement: null }
  const [, mnemonic = '', operands = ''] = /^(\S+)\s*(.*)$/.exec(rest) ?? []
  return { label, constant: null, statement: { name: mnemonic, operands: split(operands) } }
}

/** Comments begin with a semicolon, which may also be a character in quotes. */
function withoutComment(text: string): string {
  return /^(?:"[^"]*"|'[^']'|[^;])*/.exec(text)?.[0] ?? ''
}

/** Operands are separated by commas, which may also be characters in quotes. */
function split(operands: string): readonly string[] {
  if (operands === '') return []
  return operands.split(/,(?=(?:"[^"]*"|'[^']'|[^"'])*$)/).map((operand) => operand.trim())
}

function define(names: Map<string, number>, name: string, value: number, line: number): void {
  if (names.has(name)) throw new AssemblyError(line, 'a name that is not taken yet', `\`${name}\` again`)
  if (isReserved(name)) {
    throw new AssemblyError(
      line,
      'a name of your own',
      `\`${name}\`, which is a register, a device or an instruction`,
    )
  }
  names.set(name, value)
}

function isReserved(name: string): boolean {
  return (
    /^(r\d+|sp)$/.test(name) || Object.hasOwn(instructions, name) || devices.some((device) => device === name)
  )
}

function sizeOf(
  { name, operands }: { name: string; operands: readonly string[] },
  names: Names,
  line: number,
): number {
  switch (name) {
    case '.word':
      return operands.length
    case '.space':
      return spaceOf(operands, names, line)
    case '.text':
      return textOf(operands, line).length
    default:
      return 1
  }
}

/** Second pass: every name is known. */
function wordsOf({ line, name, operands }: Placed, names: Names): readonly number[] {
  switch (name) {
    case '.word':
      return operands.map((operand) => evaluate(operand, names, line) | 0)
    case '.space':
      return Array.from({ length: spaceOf(operands, names, line) }, () => 0)
    case '.text':
      return textOf(operands, line)
    default:
      return [encode(instructionOf(name, operands, names, line))]
  }
}

function spaceOf(operands: readonly string[], names: Names, line: number): number {
  const [size = ''] = operands
  const words = operands.length === 1 ? evaluate(size, names, line) : -1
  if (words < 0 || words > memoryWords) {
    throw new AssemblyError(
      line,
      `\`.space\` with a number of words, ${memoryWords} at most`,
      quoted(operands),
    )
  }
  return words
}

function textOf(operands: readonly string[], line: number): readonly number[] {
  const [, text] = /^"([^"]*)"$/.exec(operands.join(', ')) ?? []
  if (text === undefined)
    throw new AssemblyError(line, '`.text` with a text such as "ready"', quoted(operands))
  return [...Array.from(text, (character) => character.codePointAt(0) ?? 0), 0]
}

function instructionOf(name: string, operands: readonly string[], names: Names, line: number): Instruction {
  if (!isInstruction(name)) {
    throw new AssemblyError(line, 'an instruction, `.word`, `.space` or `.text`', `\`${name}\``)
  }
  const kinds = operandsOf(name)
  if (operands.length !== kinds.length) {
    throw new AssemblyError(line, `\`${name}\` with ${counted(kinds.length)}`, quoted(operands))
  }
  const fields = { isConstant: false, a: 0, b: 0, c: 0 }
  for (const [i, kind] of kinds.entries()) {
    Object.assign(fields, fieldsOf(kind, operands[i] ?? '', names, line))
  }
  return { name, ...fields }
}

function isInstruction(name: string): name is InstructionName {
  return Object.hasOwn(instructions, name)
}

function counted(operands: number): string {
  if (operands === 0) return 'no operand'
  return operands === 1 ? 'one operand' : `${operands} operands`
}

function quoted(operands: readonly string[]): string {
  return operands.length === 0 ? 'none' : `\`${operands.join(', ')}\``
}
