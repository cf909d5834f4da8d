import type { Address, Application, Node } from '../../port/index.ts'
import type { Interrupt, Output } from '../../services/index.ts'

/**
 * What a replica cannot find out by itself. `interrupt`: what came from outside. `timestamp`: what the machine was
 * told when it asked for the time. `output`: the machine sent its output of that number, and until then nothing else
 * happened. Source: CS 452 Primary/Backup, slides 44–46.
 */
export type LogEvent =
  | { readonly kind: 'interrupt'; readonly interrupt: Interrupt }
  | { readonly kind: 'timestamp'; readonly value: number }
  | { readonly kind: 'output'; readonly number: number }

/** An event, and how many instructions the machine had executed when it happened: exactly, since there it must happen again. */
export interface LogEntry {
  readonly count: number
  readonly event: LogEvent
}

/**
 * Primary → backup: a piece of the log. Entries have positions 1, 2, 3…; those of this piece begin at `after` + 1.
 * A position means the same entry for ever, and counts never go back from one entry to the next.
 */
export interface Log {
  readonly kind: 'Log'
  readonly after: number
  readonly entries: readonly LogEntry[]
}

/** Backup → primary: every entry up to this position has arrived here. */
export interface Acknowledgement {
  readonly kind: 'Acknowledgement'
  readonly position: number
}

/**
 * A packet on the network: client → switch → both servers, and switch → client. Clients know one address and nothing
 * of two servers. Only the live hypervisor takes packets, and gives their words to the machine. Client and sequence are
 * for people: the words say them, too.
 */
export interface Packet {
  readonly kind: 'Packet'
  readonly client: Address
  readonly sequence: number
  readonly words: readonly number[]
}

/**
 * Server → switch: an output of the machine is released, in the order of the machine's numbers. The switch hands
 * packets to clients; the console is somewhere on the network, too.
 */
export interface Release {
  readonly kind: 'Release'
  readonly number: number
  readonly device: Output['device']
  readonly words: readonly number[]
}

/**
 * Server → disk: "the other is gone, may I go on alone?" The disk is shared; the first to ask becomes the holder, for
 * ever, in one atomic step. Source: Scales, Nelson & Venkitachalam 2010, §2.3.
 */
export interface TestAndSet {
  readonly kind: 'TestAndSet'
}

/** Disk → server: who may go on alone. Whoever asked and is not the holder halts. */
export interface TestAndSetResult {
  readonly kind: 'TestAndSetResult'
  readonly holder: Address
}

export type ToHypervisor = Packet | Log | Acknowledgement | TestAndSetResult

/** Virtual milliseconds that the reference uses. Other values are no mistake as long as the service makes progress. */
export const timing = {
  /** The live hypervisor raises a timer interrupt this often. Thus the log never pauses: it is the heartbeat. */
  tickEveryMs: 100,
  /** A machine that was interrupted in its work goes on after this long: other guests had their turn. */
  sliceEveryMs: 1,
  /** The backup lags: it replays this long after it has heard of something to replay. */
  replayAfterMs: 5,
  /** A hypervisor looks this often whether it has heard of the other. */
  checkEveryMs: 200,
  /** Nothing heard for so many checks in a row: the other is taken for dead. */
  silentChecksMax: 2,
} as const

/** What lies outside of the two servers. */
export interface Outside {
  readonly switch: Address
  readonly disk: Address
}

export type Role = 'primary' | 'backup'

/**
 * What a solution exports by default. `app` is the virtual machine: its commands are the moves of a hypervisor
 * (`MachineCommand`), and each returns `Progress`.
 */
export interface ReplicatedVirtualMachine {
  readonly hypervisor: new (
    self: Address,
    peer: Address,
    role: Role,
    outside: Outside,
    app: Application,
  ) => Node
}
