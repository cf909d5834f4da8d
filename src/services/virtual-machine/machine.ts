/** Words of memory; a word is an integer from -2³¹ to 2³¹-1. */
export const memoryWords = 512
/** Words of one packet or of one line of the console. */
export const outputWordsMax = 16
/** Packets that wait in the network card; one that finds no room is lost. */
export const arrivedMax = 4
/** Instructions of one `run`, so that a guest that never waits cannot hold up its host. */
export const runInstructionsMax = 100_000

export type InterruptDevice = 'timer' | 'network'
export type OutputDevice = 'network' | 'console'

/**
 * A uniprocessor with its devices, as plain data that is never changed in place. What it becomes depends only on
 * the commands it is given: it has no clock and no chance of its own.
 * Source: CS 452 Primary/Backup, slide 44.
 */
export interface MachineState {
  readonly memory: readonly number[]
  /** r0…r15; r15 is the stack pointer `sp`. */
  readonly registers: readonly number[]
  /** The address of the next instruction. */
  readonly programCounter: number
  /** Instructions executed since boot. */
  readonly count: number
  readonly activity: Activity
  readonly interruptsEnabled: boolean
  readonly pending: Readonly<Record<InterruptDevice, boolean>>
  /** The addresses of the interrupt handlers; null until the guest has set one. */
  readonly handlers: Readonly<Record<InterruptDevice, number | null>>
  /** Where the program goes on that was interrupted last. */
  readonly interruptedAt: number
  /** Packets in the network card, the oldest first. */
  readonly arrived: readonly (readonly number[])[]
  /** What is not read yet of the packet that the guest took from the card last. */
  readonly reading: readonly number[]
  /** Words written to a device and not sent yet. */
  readonly written: Readonly<Record<OutputDevice, readonly number[]>>
  /** Outputs sent since boot. */
  readonly outputs: number
}

export type Activity =
  | { readonly kind: 'running' }
  /** In `wait`: until an interrupt is pending. */
  | { readonly kind: 'waiting' }
  /** In `time`: until it is told the time, which goes into this register. */
  | { readonly kind: 'timestamp'; readonly register: number }
  /** For good: the program said so, or did what no program may do. */
  | { readonly kind: 'halted'; readonly reason: string }

/** What comes from outside. `words` are a packet, `outputWordsMax` at most. */
export type Interrupt =
  { readonly device: 'network'; readonly words: readonly number[] } | { readonly device: 'timer' }

/** What a host can do with its machine. */
export type MachineCommand =
  /**
   * Executes instructions until `count` is `until`, or the machine stops earlier. Does not stop at outputs: each
   * says at which count it was sent. A count that is behind the machine executes nothing. Without `until` it is
   * not decided yet how far the host lets the machine run: see `decide`.
   */
  | { readonly op: 'run'; readonly until?: number }
  /** Raises an interrupt at the count that the machine is at: it is taken before the next instruction, or stays pending. */
  | { readonly op: 'interrupt'; readonly interrupt: Interrupt }
  /** Completes the `time` that the machine is stopped at. Without `value` it is not decided yet what the time is: see `decide`. */
  | { readonly op: 'timestamp'; readonly value?: number }

/** How far the machine is after a command, and what it sent meanwhile. `digest` stands for the whole state. */
export type Progress = {
  readonly count: number
  readonly outputs: readonly Output[]
  readonly digest: number
} & (
  | { readonly stopped: 'count' | 'idle' | 'timestamp' }
  | { readonly stopped: 'halted'; readonly reason: string }
)

/** A packet or a line of the console. */
export type Output = {
  /** 1, 2, 3… in the life of this machine. */
  readonly number: number
  /** Instructions executed when it had been sent, the one that sent it included. */
  readonly count: number
  readonly device: OutputDevice
  readonly words: readonly number[]
}

/** What the assembler makes: the words of memory from address 0 on, and the addresses of its labels. */
export interface Program {
  readonly words: readonly number[]
  readonly labels: Readonly<Record<string, number>>
}

/** A machine with this program in its memory, before the first instruction. */
export function boot({ words }: Pick<Program, 'words'>): MachineState {
  return {
    memory: [...words, ...Array.from({ length: memoryWords - words.length }, () => 0)],
    registers: Array.from({ length: 16 }, (_, register) => (register === 15 ? memoryWords : 0)),
    programCounter: 0,
    count: 0,
    activity: { kind: 'running' },
    interruptsEnabled: false,
    pending: { timer: false, network: false },
    handlers: { timer: null, network: null },
    interruptedAt: 0,
    arrived: [],
    reading: [],
    written: { network: [], console: [] },
    outputs: 0,
  }
}
