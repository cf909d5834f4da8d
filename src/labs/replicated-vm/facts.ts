import { contentOf, type Address, type Command, type Message, type Result } from '../../port/index.ts'
import type { Effect, Trace } from '../../trace/index.ts'
import type { LogEntry, LogEvent, TestAndSetResult } from './contract.ts'
import { outside, servers } from './outside/addresses.ts'
import type { MachineCommand, Output, Progress } from '../../services/index.ts'

/** Something that a machine was told and could not know. Numbers called `at` are indexes of the trace's entries. */
export interface Input {
  readonly at: number
  readonly count: number
  readonly event: LogEvent & { readonly kind: 'interrupt' | 'timestamp' }
  /** Of the machine's state after it. */
  readonly digest: number
  /** Why the machine had stopped before it came: `count` where it had something to do. */
  readonly stopped: Progress['stopped']
}

/** An output that a machine made. */
export interface Made {
  readonly at: number
  readonly output: Output
}

/** An output that a server sent to the outside. */
export interface Released {
  readonly at: number
  readonly number: number
  readonly device: string
  /** Equal for equal outputs. */
  readonly content: string
}

/** What the trace shows of one server, in order. */
export interface ServerFacts {
  readonly server: Address
  /** Why its machine stopped last. */
  stopped: Progress['stopped']
  readonly inputs: Input[]
  readonly made: Made[]
  readonly released: Released[]
  /** Entries of the log by position: when it first sent them, and when it first received them. */
  readonly sent: Map<number, LoggedEntry>
  readonly received: Map<number, LoggedEntry>
  /** Positions that it acknowledged, and that were acknowledged to it. */
  readonly acknowledges: Position[]
  readonly acknowledged: Position[]
  /** Since when its machine has had another history than its inputs tell: it took over a snapshot. */
  restoredAt: number | null
  /** When it learned that it may go on alone, and that it may not. */
  wonAt: number | null
  lostAt: number | null
  crashedAt: number | null
}

export interface LoggedEntry {
  readonly at: number
  readonly entry: LogEntry
}

export interface Position {
  readonly at: number
  readonly position: number
}

/** What the trace shows of the two servers, whatever they are made of. */
export interface Facts {
  readonly trace: Trace
  readonly servers: readonly ServerFacts[]
}

const known = new WeakMap<Trace, Facts>()

export function factsOf(trace: Trace): Facts {
  const facts = known.get(trace) ?? gather(trace)
  known.set(trace, facts)
  return facts
}

/** Its machine lives from the beginning. */
export function isPrimary({ server }: ServerFacts): boolean {
  return server === servers[0]
}

/** Whether the server might go on alone when the entry was over. */
export function isAlone({ wonAt }: ServerFacts, at: number): boolean {
  return wonAt !== null && wonAt <= at
}

function gather(trace: Trace): Facts {
  const byServer = new Map(trace.setup.servers.map((server) => [server, emptyFacts(server)]))
  for (const [at, { cause, effects }] of trace.entries.entries()) {
    if (cause.kind === 'crash') note(byServer.get(cause.node), (facts) => (facts.crashedAt ??= at))
    if (cause.kind === 'deliver')
      note(byServer.get(cause.to), (facts) => noteArrival(facts, at, cause.from, cause.message))
    for (const effect of effects) noteEffect(byServer, at, effect)
  }
  return { trace, servers: [...byServer.values()] }
}

function note(facts: ServerFacts | undefined, act: (facts: ServerFacts) => void): void {
  if (facts !== undefined) act(facts)
}

function emptyFacts(server: Address): ServerFacts {
  return {
    server,
    stopped: 'count',
    inputs: [],
    made: [],
    released: [],
    sent: new Map(),
    received: new Map(),
    acknowledges: [],
    acknowledged: [],
    restoredAt: null,
    wonAt: null,
    lostAt: null,
    crashedAt: null,
  }
}

function noteArrival(facts: ServerFacts, at: number, from: Address, message: Message): void {
  switch (message.kind) {
    case 'Log':
      return noteEntries(facts.received, at, message)
    case 'Acknowledgement':
      return notePosition(facts.acknowledged, at, message)
    case 'TestAndSetResult': {
      if (from !== outside.disk) return
      const { holder } = message as TestAndSetResult
      if (holder === facts.server) facts.wonAt ??= at
      else facts.lostAt ??= at
    }
  }
}

function noteEffect(byServer: ReadonlyMap<Address, ServerFacts>, at: number, effect: Effect): void {
  switch (effect.kind) {
    case 'executed':
      return note(byServer.get(effect.node), (facts) =>
        noteExecution(facts, at, effect.command, effect.result),
      )
    case 'snapshot-restored':
      return note(byServer.get(effect.node), (facts) => (facts.restoredAt ??= at))
    case 'sent':
      return note(byServer.get(effect.from), (facts) => noteSending(facts, at, effect.message))
  }
}

function noteExecution(facts: ServerFacts, at: number, command: Command, result: Result): void {
  // The application of this lab is a virtual machine: what it executes are its commands, and it returns its progress.
  const machineCommand = command as MachineCommand
  const { count, digest, outputs, stopped } = result as Progress
  const event = eventOf(machineCommand)
  if (event !== null) {
    // Telling the time completes an instruction: it happened at the one before.
    const happenedAt = event.kind === 'timestamp' ? count - 1 : count
    facts.inputs.push({ at, count: happenedAt, event, digest, stopped: facts.stopped })
  }
  for (const output of outputs) facts.made.push({ at, output })
  // An interrupt alone moves nothing.
  if (machineCommand.op !== 'interrupt') facts.stopped = stopped
}

function eventOf(command: MachineCommand): Input['event'] | null {
  switch (command.op) {
    case 'run':
      return null
    case 'interrupt':
      return { kind: 'interrupt', interrupt: command.interrupt }
    case 'timestamp':
      // What was executed was decided before.
      return { kind: 'timestamp', value: command.value ?? 0 }
    default:
      return command satisfies never
  }
}

function noteSending(facts: ServerFacts, at: number, message: Message): void {
  switch (message.kind) {
    case 'Log':
      return noteEntries(facts.sent, at, message)
    case 'Acknowledgement':
      return notePosition(facts.acknowledges, at, message)
    case 'Release': {
      const { number, device, words } = message as Partial<Record<'number' | 'device' | 'words', unknown>>
      facts.released.push({
        at,
        number: typeof number === 'number' ? number : NaN,
        device: String(device),
        content: contentOf([device, words]),
      })
    }
  }
}

/** A solution may send anything under this name: what is no entry is not noted. */
function noteEntries(entries: Map<number, LoggedEntry>, at: number, message: Message): void {
  const { after, entries: pieces } = message as { readonly after?: unknown; readonly entries?: unknown }
  if (typeof after !== 'number' || !Array.isArray(pieces)) return
  for (const [i, entry] of pieces.entries()) {
    const position = after + i + 1
    if (isEntry(entry) && !entries.has(position)) entries.set(position, { at, entry })
  }
}

function isEntry(entry: unknown): entry is LogEntry {
  const { count, event } = (entry ?? {}) as { readonly count?: unknown; readonly event?: unknown }
  return typeof count === 'number' && typeof event === 'object' && event !== null
}

function notePosition(positions: Position[], at: number, message: Message): void {
  const { position } = message as { readonly position?: unknown }
  if (typeof position === 'number') positions.push({ at, position })
}
