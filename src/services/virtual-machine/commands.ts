import type { Command } from '../../port/index.ts'
import { UnknownCommand } from '../service.ts'
import { digestOf } from './digest.ts'
import type { Processor } from './fault.ts'
import {
  arrivedMax,
  outputWordsMax,
  runInstructionsMax,
  type Interrupt,
  type MachineCommand,
  type MachineState,
  type Progress,
} from './machine.ts'
import { completeTime, run } from './processor.ts'

/** What a command makes of a machine. Throws `UnknownCommand` on what no machine is told, or not at this moment. */
export function execute(
  state: MachineState,
  command: Command,
): { readonly state: MachineState; readonly result: Progress } {
  const known = parse(command)
  const processor = processorOf(state)
  switch (known.op) {
    case 'run':
      run(processor, untilOf(known, state))
      break
    case 'interrupt':
      raise(processor, known.interrupt)
      break
    case 'timestamp':
      completeTime(processor, trappedRegister(state), timeOf(known))
      break
    default:
      known satisfies never
  }
  const after = stateOf(processor)
  return {
    state: after,
    result: { count: after.count, ...stopOf(after), outputs: processor.sent, digest: digestOf(after) },
  }
}

// Field by field: with spread and rest the copies take a good part of the time of a command.

function processorOf(state: MachineState): Processor {
  return {
    memory: state.memory.slice(),
    registers: state.registers.slice(),
    programCounter: state.programCounter,
    count: state.count,
    activity: state.activity,
    interruptsEnabled: state.interruptsEnabled,
    pending: state.pending,
    handlers: state.handlers,
    interruptedAt: state.interruptedAt,
    arrived: state.arrived,
    reading: state.reading,
    written: state.written,
    outputs: state.outputs,
    sent: [],
  }
}

function stateOf(processor: Processor): MachineState {
  return {
    memory: processor.memory,
    registers: processor.registers,
    programCounter: processor.programCounter,
    count: processor.count,
    activity: processor.activity,
    interruptsEnabled: processor.interruptsEnabled,
    pending: processor.pending,
    handlers: processor.handlers,
    interruptedAt: processor.interruptedAt,
    arrived: processor.arrived,
    reading: processor.reading,
    written: processor.written,
    outputs: processor.outputs,
  }
}

/** A machine that halted hears nothing. A packet for which the card has no room is lost, without an interrupt. */
function raise(processor: Processor, interrupt: Interrupt): void {
  const { activity, arrived, pending } = processor
  if (activity.kind === 'halted') return
  if (interrupt.device === 'network') {
    if (arrived.length === arrivedMax) return
    processor.arrived = [...arrived, interrupt.words.map((word) => word | 0)]
  }
  processor.pending = { ...pending, [interrupt.device]: true }
}

function untilOf({ until }: { readonly until?: number }, { count }: MachineState): number {
  if (until === undefined) throw undecided('run', "{ op: 'run', until: 120 }")
  if (until - count > runInstructionsMax) {
    throw new UnknownCommand(
      `run: expected \`until\` at most ${runInstructionsMax} instructions after ${count}, where the machine is, ` +
        `found ${until}; run in smaller parts`,
    )
  }
  return until
}

function timeOf({ value }: { readonly value?: number }): number {
  if (value === undefined) throw undecided('timestamp', "{ op: 'timestamp', value: 7 }")
  return value | 0
}

function undecided(op: string, example: string): UnknownCommand {
  return new UnknownCommand(`${op}: expected a decided command such as ${example}; call decide() first`)
}

function trappedRegister({ activity, count }: MachineState): number {
  if (activity.kind === 'timestamp') return activity.register
  throw new UnknownCommand(
    `timestamp: expected a machine stopped at \`time\`, found one that is ${activity.kind} after ${count} ` +
      `instructions; run it to the count that the entry was logged at`,
  )
}

function stopOf({ activity, pending }: MachineState): StopReason {
  switch (activity.kind) {
    case 'running':
      return { stopped: 'count' }
    case 'waiting':
      return { stopped: pending.timer || pending.network ? 'count' : 'idle' }
    case 'timestamp':
      return { stopped: 'timestamp' }
    case 'halted':
      return { stopped: 'halted', reason: activity.reason }
    default:
      return activity satisfies never
  }
}

type StopReason =
  | { readonly stopped: 'count' | 'idle' | 'timestamp' }
  | { readonly stopped: 'halted'; readonly reason: string }

/** Of something from outside, before it is known what it is. */
type Fields = Readonly<Record<string, unknown>>

/** The command that this is. Throws `UnknownCommand`. */
export function parse(command: Command): MachineCommand {
  const { op, until, value, interrupt }: Fields = { ...command }
  if (op === 'run' && until === undefined) return { op }
  if (op === 'run' && isCount(until)) return { op, until }
  if (op === 'timestamp' && value === undefined) return { op }
  if (op === 'timestamp' && isInteger(value)) return { op, value }
  if (op === 'interrupt' && isInterrupt(interrupt)) return { op, interrupt }
  throw new UnknownCommand(
    `expected { op: 'run', until: a count }, { op: 'timestamp', value: an integer } or { op: 'interrupt', ` +
      `interrupt: { device: 'timer' } or { device: 'network', words: at most ${outputWordsMax} words } }, ` +
      `found ${JSON.stringify(command)}`,
  )
}

function isInteger(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value)
}

function isCount(value: unknown): value is number {
  return isInteger(value) && value >= 0
}

function isInterrupt(value: unknown): value is Interrupt {
  const { device, words } = (value ?? {}) as Fields
  if (device === 'timer') return true
  return device === 'network' && Array.isArray(words) && words.length <= outputWordsMax && words.every(isWord)
}

function isWord(value: unknown): boolean {
  return isInteger(value) && (value | 0) === value
}
