import type { Address, Command, Message } from '../port/index.ts'
import { services, type Service } from '../services/index.ts'
import { derived, type Entry, type Trace } from '../trace/index.ts'

/* What the runs of several labs have in common: services, servers, crashes, and the calls of clients. */

/** What clients of this run see of the service that its servers replicate. Throws on a name that is not in the registry. */
export function serviceOf(trace: Trace): Service {
  const service = services[trace.setup.service]
  if (service === undefined) {
    const known = Object.keys(services).join(', ')
    throw new Error(`unknown service \`${trace.setup.service}\`: expected one of ${known}`)
  }
  return service.seen ?? service
}

/** Whether the command can change the state of this run's service. */
export function isWrite(trace: Trace, command: Command): boolean {
  return serviceOf(trace).isWrite(command)
}

/** Servers that were there from the start, and those that joined. */
export const serversOf = derived((trace: Trace): readonly Address[] => {
  const servers = [...trace.setup.servers]
  for (const { cause } of trace.entries) if (cause.kind === 'join') servers.push(cause.node)
  return servers
})

/** The entry in which each node that crashed did so. */
export const crashesOf = derived((trace: Trace): ReadonlyMap<Address, number> => {
  const crashes = new Map<Address, number>()
  trace.entries.forEach(({ cause }, at) => {
    if (cause.kind === 'crash') crashes.set(cause.node, at)
  })
  return crashes
})

/** Milliseconds of an entry of a run with a clock. Nodes start at 0, before the clock. */
export function msOf(trace: Trace, at: number): number {
  return trace.entries[at]?.atMs ?? 0
}

/** Whether the run had a clock. */
export function isTimed(trace: Trace): boolean {
  return trace.calm !== null || trace.entries.some(({ atMs }) => atMs !== null)
}

// --- messages: what a solution sends may have any shape, so that a lens says null where it cannot see

/** A Request, Reply or Refusal: whose call it is about, and in which view. */
export interface AboutCall {
  /** Equal for equal ids. */
  readonly id: string
  /** Null where the message names no view. */
  readonly viewNumber: number | null
}

export function requestIn(message: Message): AboutCall | null {
  return aboutCall(message, 'Request')
}

export function replyIn(message: Message): AboutCall | null {
  return aboutCall(message, 'Reply')
}

function aboutCall(message: Message, kind: string): AboutCall | null {
  if (message.kind !== kind) return null
  const id = fieldOf(message, 'id')
  return {
    id: `${String(fieldOf(id, 'client'))}#${String(fieldOf(id, 'sequence'))}`,
    viewNumber: countIn(message, 'viewNumber'),
  }
}

/** A count in a field of that name, or null. */
export function countIn(message: Message, field: string): number | null {
  const value = fieldOf(message, field)
  return isCount(value) ? value : null
}

export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

/** The field of an object, undefined where it has none. */
export function fieldOf(value: unknown, field: string): unknown {
  // Reading a field of any object is safe: what crosses the port is plain data.
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[field] : undefined
}

// --- what an entry shows

/** The message that the entry delivers to `node`, and who sent it. */
export function deliveredTo(
  node: Address,
  { cause }: Entry,
): { readonly from: Address; readonly message: Message } | null {
  return cause.kind === 'deliver' && cause.to === node ? cause : null
}
