import { AssemblyError, evaluate, type Names } from './expressions.ts'
import { devices, type Instruction, type OperandKind } from './instructions.ts'

/** The fields of an instruction that an operand fills. */
type Fields = Partial<Omit<Instruction, 'name'>>

const constantMin = -(2 ** 15)
const constantMax = 2 ** 15 - 1
const smallMax = 15

/** Reads one operand. Throws `AssemblyError`. */
export function fieldsOf(kind: OperandKind, operand: string, names: Names, line: number): Fields {
  switch (kind) {
    case 'register':
      return { a: registerOf(operand, line) }
    case 'second':
      return { b: registerOf(operand, line) }
    case 'value': {
      const register = registerNamed(operand)
      return register === null
        ? { c: constantOf(operand, names, line), isConstant: true }
        : { c: register, isConstant: false }
    }
    case 'small':
      return smallOf(operand, names, line)
    case 'address':
      return addressOf(operand, names, line)
    case 'target':
      return { c: constantOf(operand, names, line) }
    case 'device':
      return { a: deviceOf(operand, line) }
    default:
      return kind satisfies never
  }
}

/** Null where the text names no register. */
function registerNamed(operand: string): number | null {
  if (operand === 'sp') return 15
  const [, digits] = /^r(\d|1[0-5])$/.exec(operand) ?? []
  return digits === undefined ? null : Number(digits)
}

function registerOf(operand: string, line: number): number {
  const register = registerNamed(operand)
  if (register === null) throw new AssemblyError(line, 'a register, r0 to r15 or sp', `\`${operand}\``)
  return register
}

function constantOf(operand: string, names: Names, line: number): number {
  const value = evaluate(operand, names, line)
  if (value < constantMin || value > constantMax) {
    throw new AssemblyError(
      line,
      `a constant from ${constantMin} to ${constantMax} (put a greater one into memory with \`.word\` and \`load\` it)`,
      `${value}`,
    )
  }
  return value
}

function smallOf(operand: string, names: Names, line: number): Fields {
  const register = registerNamed(operand)
  if (register !== null) return { b: register, isConstant: false }
  const value = evaluate(operand, names, line)
  if (value < 0 || value > smallMax) {
    throw new AssemblyError(
      line,
      `a register or a constant from 0 to ${smallMax} (\`set\` a register first)`,
      `${value}`,
    )
  }
  return { b: value, isConstant: true }
}

function addressOf(operand: string, names: Names, line: number): Fields {
  const [, inside] = /^\[(.*)\]$/.exec(operand) ?? []
  if (inside === undefined) {
    throw new AssemblyError(line, 'an address such as [table], [r1] or [r1 + table]', `\`${operand}\``)
  }
  const [, base = '', offset = ''] = /^\s*(\w*)\s*(.*?)\s*$/.exec(inside) ?? []
  const register = registerNamed(base)
  if (register === null) return { c: constantOf(inside, names, line), isConstant: true }
  if (/^[\w']/.test(offset)) throw new AssemblyError(line, '+ or - after the register', `\`${offset}\``)
  const c = offset === '' ? 0 : constantOf(offset, names, line)
  return { b: register, c, isConstant: false }
}

function deviceOf(operand: string, line: number): number {
  const device = devices.findIndex((name) => name === operand)
  if (device === -1) throw new AssemblyError(line, `a device, ${devices.join(', ')}`, `\`${operand}\``)
  return device
}
