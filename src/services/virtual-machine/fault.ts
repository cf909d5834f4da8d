import type { MachineState, Output } from './machine.ts'

/** A machine while it executes a command: a copy, whose memory and registers are changed in place. */
export type Processor = {
  -readonly [Field in Exclude<keyof MachineState, 'memory' | 'registers'>]: MachineState[Field]
} & {
  readonly memory: number[]
  readonly registers: number[]
  /** What was sent during this command. */
  readonly sent: Output[]
}

/** What no program may do, where it is found; it never leaves the machine, which halts. */
export class Fault extends Error {
  override readonly name = 'Fault'
}
