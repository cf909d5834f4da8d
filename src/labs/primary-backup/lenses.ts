import { services, type Service } from '../../services/index.ts'
import type { Entry, Trace } from '../../trace/index.ts'
import type { Address, Command, Message, RequestId, View } from './index.ts'

/** The one node that decides on views. In the lecture's model it does not crash. */
export const viewServer: Address = 'vs'

/** The service that the servers of this run replicate. Throws on a name that is not in the registry. */
export function serviceOf(trace: Trace): Service {
  const service = services[trace.setup.service]
  if (service === undefined) {
    const known = Object.keys(services).join(', ')
    throw new Error(`unknown service \`${trace.setup.service}\`: expected one of ${known}`)
  }
  return service
}

/** Whether the command can change the state of this run's service. */
export function isWrite(trace: Trace, command: Command): boolean {
  return serviceOf(trace).isWrite(command)
}

/** Servers that were there from the start, and those that joined. */
export function serversOf(trace: Trace): readonly Address[] {
  const servers = [...trace.setup.servers]
  for (const { cause } of trace.entries) if (cause.kind === 'join') servers.push(cause.node)
  return servers
}

/** The entry in which each node that crashed did so. */
export function crashesOf(trace: Trace): ReadonlyMap<Address, number> {
  const crashes = new Map<Address, number>()
  trace.entries.forEach(({ cause }, at) => {
    if (cause.kind === 'crash') crashes.set(cause.node, at)
  })
  return crashes
}

/** Milliseconds of an entry of a run with a clock. Nodes start at 0, before the clock. */
export function msOf(trace: Trace, at: number): number {
  return trace.entries[at]?.atMs ?? 0
}

/** Whether the run had a clock. */
export function isTimed(trace: Trace): boolean {
  return trace.calm !== null || trace.entries.some(({ atMs }) => atMs !== null)
}

// --- messages: what a solution sends may have any shape, so that a lens says null where it cannot see

/** The view in a well-formed ViewReply. A missing member counts as none. */
export function viewIn(message: Message): View | null {
  if (message.kind !== 'ViewReply') return null
  const view = fieldOf(message, 'view')
  const number = fieldOf(view, 'number')
  const primary = fieldOf(view, 'primary') ?? null
  const backup = fieldOf(view, 'backup') ?? null
  return isCount(number) && isMember(primary) && isMember(backup) ? { number, primary, backup } : null
}

/** The number that a Ping names. */
export function pingIn(message: Message): number | null {
  return message.kind === 'Ping' ? countIn(message, 'viewNumber') : null
}

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
  const { client, sequence } = (fieldOf(message, 'id') ?? {}) as Partial<RequestId>
  return { id: `${String(client)}#${String(sequence)}`, viewNumber: countIn(message, 'viewNumber') }
}

function countIn(message: Message, field: string): number | null {
  const value = fieldOf(message, field)
  return isCount(value) ? value : null
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function isMember(value: unknown): value is Address | null {
  return value === null || typeof value === 'string'
}

function fieldOf(value: unknown, field: string): unknown {
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

/** The ping that the entry delivers to the view server. */
export function pingDelivered(entry: Entry): { readonly from: Address; readonly number: number } | null {
  const delivered = deliveredTo(viewServer, entry)
  const number = delivered === null ? null : pingIn(delivered.message)
  return delivered === null || number === null ? null : { from: delivered.from, number }
}

const noViews: readonly View[] = []

/** The well-formed views that the view server tells in the entry. */
export function viewsTold({ effects }: Entry): readonly View[] {
  let views: View[] | null = null
  for (const effect of effects) {
    const view = effect.kind === 'sent' && effect.from === viewServer ? viewIn(effect.message) : null
    if (view !== null) (views ??= []).push(view)
  }
  return views ?? noViews
}

/** A view from 1 on, since it was first told to anyone. */
export interface Announced {
  readonly view: View
  /** The entry in which the view server first sent it. */
  readonly at: number
  /** The entry that delivered a ping with its number from its primary to the view server, if one did. */
  readonly ackedAt: number | null
}

/**
 * The views that the view server announced, in the order in which it did. Of two with one number the first
 * counts.
 */
export function announcedViews(trace: Trace): readonly Announced[] {
  const announced = new Map<number, Announced>()
  trace.entries.forEach((entry, at) => {
    const ping = pingDelivered(entry)
    const acked = ping === null ? undefined : announced.get(ping.number)
    if (acked !== undefined && acked.ackedAt === null && acked.view.primary === ping?.from) {
      announced.set(acked.view.number, { ...acked, ackedAt: at })
    }
    for (const view of viewsTold(entry)) {
      if (view.number >= 1 && !announced.has(view.number))
        announced.set(view.number, { view, at, ackedAt: null })
    }
  })
  return [...announced.values()]
}
