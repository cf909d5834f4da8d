import { Fault, type Processor } from './fault.ts'
import { devices, type Instruction, type InstructionName } from './instructions.ts'
import { outputWordsMax, type InterruptDevice, type OutputDevice } from './machine.ts'

/**
 * What an instruction does. The program counter is already at the next instruction. Throws `Fault` before it has
 * changed anything.
 */
type Effect = (processor: Processor, instruction: Instruction) => void

const stackPointer = 15

/** What each instruction does, except `time`, which the host completes. */
export const effects: Readonly<Record<Exclude<InstructionName, 'time'>, Effect>> = {
  nop() {},
  halt(processor) {
    processor.activity = { kind: 'halted', reason: 'the program halted' }
  },
  set(processor, instruction) {
    processor.registers[instruction.a] = valueOf(processor, instruction)
  },
  load(processor, instruction) {
    processor.registers[instruction.a] = read(processor, addressOf(processor, instruction))
  },
  store(processor, instruction) {
    write(processor, addressOf(processor, instruction), registerOf(processor, instruction.a))
  },
  push(processor, { a }) {
    push(processor, registerOf(processor, a))
  },
  pop(processor, { a }) {
    processor.registers[a] = pop(processor)
  },
  add: arithmetic((left, right) => left + right),
  sub: arithmetic((left, right) => left - right),
  mul: arithmetic((left, right) => Math.imul(left, right)),
  div: arithmetic((left, right) => left / divisor(right)),
  rem: arithmetic((left, right) => left % divisor(right)),
  and: arithmetic((left, right) => left & right),
  or: arithmetic((left, right) => left | right),
  xor: arithmetic((left, right) => left ^ right),
  shl: arithmetic((left, right) => left << right),
  shr: arithmetic((left, right) => left >> right),
  jump(processor, instruction) {
    processor.programCounter = valueOf(processor, instruction)
  },
  jeq: jumpIf((left, right) => left === right),
  jne: jumpIf((left, right) => left !== right),
  jlt: jumpIf((left, right) => left < right),
  jge: jumpIf((left, right) => left >= right),
  call(processor, instruction) {
    const to = valueOf(processor, instruction)
    push(processor, processor.programCounter)
    processor.programCounter = to
  },
  return(processor) {
    processor.programCounter = pop(processor)
  },
  handler(processor, instruction) {
    const device = interruptDeviceOf(instruction)
    processor.handlers = { ...processor.handlers, [device]: valueOf(processor, instruction) }
  },
  enable(processor) {
    processor.interruptsEnabled = true
  },
  disable(processor) {
    processor.interruptsEnabled = false
  },
  wait(processor) {
    processor.activity = { kind: 'waiting' }
  },
  interrupted(processor, { a }) {
    processor.registers[a] = processor.interruptedAt
  },
  resume(processor) {
    processor.programCounter = processor.interruptedAt
    processor.interruptsEnabled = true
  },
  receive(processor, { a }) {
    const [packet, ...later] = processor.arrived
    processor.reading = packet ?? []
    processor.arrived = later
    processor.registers[a] = packet === undefined ? -1 : packet.length
  },
  in(processor, { a }) {
    const [word, ...unread] = processor.reading
    processor.reading = unread
    processor.registers[a] = word ?? 0
  },
  out(processor, instruction) {
    const device = outputDeviceOf(instruction)
    const words = processor.written[device]
    if (words.length === outputWordsMax) {
      throw new Fault(`more than ${outputWordsMax} words for the ${device} without a \`send ${device}\``)
    }
    processor.written = { ...processor.written, [device]: [...words, valueOf(processor, instruction)] }
  },
  send(processor, instruction) {
    const device = outputDeviceOf(instruction)
    processor.outputs += 1
    processor.sent.push({
      number: processor.outputs,
      count: processor.count + 1,
      device,
      words: processor.written[device],
    })
    processor.written = { ...processor.written, [device]: [] }
  },
}

function arithmetic(compute: (left: number, right: number) => number): Effect {
  return (processor, instruction) => {
    const left = registerOf(processor, instruction.b)
    processor.registers[instruction.a] = compute(left, valueOf(processor, instruction)) | 0
  }
}

function divisor(value: number): number {
  if (value === 0) throw new Fault('division by zero')
  return value
}

function jumpIf(holds: (left: number, right: number) => boolean): Effect {
  return (processor, { a, b, c, isConstant }) => {
    if (holds(registerOf(processor, a), isConstant ? b : registerOf(processor, b)))
      processor.programCounter = c
  }
}

function valueOf(processor: Processor, { isConstant, c }: Instruction): number {
  return isConstant ? c : registerOf(processor, c & 15)
}

function addressOf(processor: Processor, { isConstant, b, c }: Instruction): number {
  return isConstant ? c : (registerOf(processor, b) + c) | 0
}

/** There are sixteen registers and four bits to name one. */
function registerOf({ registers }: Processor, register: number): number {
  return registers[register] ?? 0
}

function read({ memory }: Processor, address: number): number {
  const word = memory[address]
  if (word === undefined) throw new Fault(outside(address, memory.length))
  return word
}

function write({ memory }: Processor, address: number, word: number): void {
  if (memory[address] === undefined) throw new Fault(outside(address, memory.length))
  memory[address] = word
}

function outside(address: number, words: number): string {
  return `expected an address from 0 to ${words - 1}, found ${address}`
}

/** The stack grows down; the stack pointer is at the word pushed last. */
function push(processor: Processor, word: number): void {
  const top = (registerOf(processor, stackPointer) - 1) | 0
  write(processor, top, word)
  processor.registers[stackPointer] = top
}

function pop(processor: Processor): number {
  const top = registerOf(processor, stackPointer)
  const word = read(processor, top)
  processor.registers[stackPointer] = (top + 1) | 0
  return word
}

function interruptDeviceOf({ a }: Instruction): InterruptDevice {
  const device = devices[a]
  if (device === 'timer' || device === 'network') return device
  throw new Fault(`expected the timer or the network, found ${device ?? `device ${a}`}`)
}

function outputDeviceOf({ a }: Instruction): OutputDevice {
  const device = devices[a]
  if (device === 'network' || device === 'console') return device
  throw new Fault(`expected the network or the console, found ${device ?? `device ${a}`}`)
}
