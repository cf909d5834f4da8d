import { decode, disassemble } from './instructions.ts'
import { effects } from './effects.ts'
import { Fault, type Processor } from './fault.ts'

/** Executes until `until` instructions have been executed since boot, or the machine waits, is trapped or halts. */
export function run(processor: Processor, until: number): void {
  while (processor.count < until) {
    wake(processor)
    if (processor.activity.kind !== 'running') return
    takeInterrupt(processor)
    if (isRunning(processor)) step(processor)
  }
}

/** Completes `time` with the value that the host says. */
export function completeTime(processor: Processor, register: number, value: number): void {
  processor.registers[register] = value
  processor.programCounter += 1
  processor.count += 1
  processor.activity = { kind: 'running' }
}

/** Waiting ends with an interrupt, whether or not it can be taken: this is how a program waits without a race. */
function wake(processor: Processor): void {
  const { activity, pending } = processor
  if (activity.kind === 'waiting' && (pending.timer || pending.network)) {
    processor.activity = { kind: 'running' }
  }
}

/** Between two instructions: one pending interrupt, the timer's first. It counts as no instruction. */
function takeInterrupt(processor: Processor): void {
  const { interruptsEnabled, pending, handlers, programCounter } = processor
  if (!interruptsEnabled || !(pending.timer || pending.network)) return
  const device = pending.timer ? 'timer' : 'network'
  const handler = handlers[device]
  if (handler === null) {
    const reason = `no handler for an interrupt of the ${device}: \`handler ${device}, …\` comes before \`enable\``
    processor.activity = { kind: 'halted', reason }
    return
  }
  processor.pending = { ...pending, [device]: false }
  processor.interruptsEnabled = false
  processor.interruptedAt = programCounter
  processor.programCounter = handler
}

function isRunning({ activity }: Processor): boolean {
  return activity.kind === 'running'
}

/** One instruction. One that is at fault has no effect and is not counted. */
function step(processor: Processor): void {
  const at = processor.programCounter
  const word = processor.memory[at]
  if (word === undefined) return halt(processor, `there is no instruction at ${at}: outside memory`)
  const instruction = decode(word)
  if (instruction === null) return halt(processor, `there is no instruction at ${at}: found the word ${word}`)
  if (instruction.name === 'time') {
    processor.activity = { kind: 'timestamp', register: instruction.a }
    return
  }
  processor.programCounter = at + 1
  try {
    effects[instruction.name](processor, instruction)
    processor.count += 1
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    processor.programCounter = at
    halt(processor, `${error.message} in \`${disassemble(word)}\` at ${at}`)
  }
}

function halt(processor: Processor, reason: string): void {
  processor.activity = { kind: 'halted', reason }
}
