import { encodePlain } from '../../port/index.ts'
import { historyOf, type Call, type Cause, type Trace } from '../../trace/index.ts'
import type { Address, Message, View } from './index.ts'
import { crashesOf, msOf, requestIn, serversOf, serviceOf } from '../lenses.ts'
import { announcedViews, type Announced } from './lenses.ts'

/**
 * What a run exercised. A claim counts as held only when a hunt has seen the marks that it needs: a solution
 * that never answers breaks no promise of safety.
 */
export type Mark =
  | 'write acknowledged'
  | 'read answered'
  | 'concurrent calls'
  | 'answer in calm'
  /** A view was acknowledged. */
  | 'view formed'
  /** A view with a backup that the view before did not have was acknowledged. */
  | 'backup added'
  /** A former backup became primary and acknowledged. */
  | 'failover'
  /** A server took over a state. */
  | 'state transfer'
  /** A request reached a primary whose new backup was not ready. */
  | 'operation during transfer'
  /** One request was delivered twice. */
  | 'retry'
  /** One request was delivered to two servers, each the primary of the newest view at that time. */
  | 'retry after failover'
  /** A server lost its role while it was up. */
  | 'deposed server up'
  /** A message between servers was delivered that was last sent before the newest view was announced. */
  | 'old message'
  | 'crash'
  | 'join'

type Delivery = Cause & { readonly kind: 'deliver' }

export function marksOf(trace: Trace): ReadonlySet<string> {
  const marks = new Set<Mark>()
  markCalls(marks, trace)
  const views = announcedViews(trace)
  markViews(marks, trace, views)
  markRequests(marks, trace, views)
  markOldMessages(marks, trace, views)
  for (const { cause, effects } of trace.entries) {
    if (cause.kind === 'crash' || cause.kind === 'join') marks.add(cause.kind)
    for (const effect of effects) {
      // A state of no writes is what every server begins with.
      if (effect.kind === 'snapshot-restored' && effect.writes > 0) marks.add('state transfer')
    }
  }
  return marks
}

function markCalls(marks: Set<Mark>, trace: Trace): void {
  const service = serviceOf(trace)
  let busyUntil = -1
  for (const call of historyOf(trace)) {
    if (call.calledAt < busyUntil) marks.add('concurrent calls')
    busyUntil = Math.max(busyUntil, endOf(call))
    if (call.outcome.kind === 'pending') continue
    marks.add(service.isWrite(call.command) ? 'write acknowledged' : 'read answered')
    if (trace.calm !== null && msOf(trace, call.outcome.at) >= trace.calm.fromMs) marks.add('answer in calm')
  }
}

function endOf({ outcome }: Call): number {
  return outcome.kind === 'returned' ? outcome.at : Number.POSITIVE_INFINITY
}

function markViews(marks: Set<Mark>, trace: Trace, views: readonly Announced[]): void {
  const crashes = crashesOf(trace)
  const isUp = (server: Address, at: number): boolean =>
    (crashes.get(server) ?? Number.POSITIVE_INFINITY) > at
  let former: View | null = null
  let withBackup = 0
  for (const { view, at, ackedAt } of views) {
    if (former !== null && lostRole(former, view).some((server) => isUp(server, at)))
      marks.add('deposed server up')
    if (ackedAt !== null) {
      marks.add('view formed')
      if (view.backup !== null && view.backup !== former?.backup) marks.add('backup added')
      if (former !== null && view.primary === former.backup) marks.add('failover')
      if (view.backup !== null) withBackup += 1
      // A log is a state, too, and needs no snapshot.
      if (withBackup >= 2) marks.add('state transfer')
    }
    former = view
  }
}

function lostRole(former: View, next: View): readonly Address[] {
  const { primary, backup } = former
  return [
    ...(primary !== null && primary !== next.primary ? [primary] : []),
    ...(backup !== null && backup !== next.primary && backup !== next.backup ? [backup] : []),
  ]
}

function markRequests(marks: Set<Mark>, trace: Trace, views: readonly Announced[]): void {
  const seen = new Set<string>()
  /** Who had the request as the primary, by id. */
  const primaryOf = new Map<string, Address>()
  let at = -1
  for (const { cause } of trace.entries) {
    at += 1
    if (cause.kind !== 'deliver') continue
    const request = requestIn(cause.message)
    if (request === null) continue
    if (seen.has(request.id)) marks.add('retry')
    seen.add(request.id)
    const newest = newestAt(views, at)
    if (newest === null || newest.view.primary !== cause.to) continue
    const isInTransfer = newest.view.backup !== null && (newest.ackedAt ?? at) >= at
    if (isInTransfer) marks.add('operation during transfer')
    if ((primaryOf.get(request.id) ?? cause.to) !== cause.to) marks.add('retry after failover')
    primaryOf.set(request.id, cause.to)
  }
}

function markOldMessages(marks: Set<Mark>, trace: Trace, views: readonly Announced[]): void {
  const servers = serversOf(trace)
  const sentAt = new Map<Message, number>()
  let at = -1
  for (const { cause, effects } of trace.entries) {
    at += 1
    if (cause.kind === 'deliver' && servers.includes(cause.from) && servers.includes(cause.to)) {
      const sent = sentAt.get(cause.message) ?? lastSentAt(trace, cause, at)
      if (sent < (newestAt(views, at)?.at ?? -1)) {
        marks.add('old message')
        return
      }
    }
    for (const effect of effects) {
      if (effect.kind === 'sent' && servers.includes(effect.from) && servers.includes(effect.to))
        sentAt.set(effect.message, at)
    }
  }
}

/** For traces that were read from a file, where a delivered message is not the very object that was sent. */
function lastSentAt(trace: Trace, { from, to, message }: Delivery, at: number): number {
  const content = encodePlain(message)
  return trace.entries
    .slice(0, at)
    .findLastIndex(({ effects }) =>
      effects.some(
        (effect) =>
          effect.kind === 'sent' &&
          effect.from === from &&
          effect.to === to &&
          encodePlain(effect.message) === content,
      ),
    )
}

/** The latest view that was announced in an entry before `at`. */
function newestAt(views: readonly Announced[], at: number): Announced | null {
  for (let i = views.length - 1; i >= 0; i -= 1) {
    const announced = views[i]
    if (announced !== undefined && announced.at < at) return announced
  }
  return null
}
