import { isTimed, msOf } from '../../src/labs/lenses.ts'
import { pingDelivered, pingIn, viewServer, type Announced } from '../../src/labs/primary-backup/lenses.ts'
import type { Trace, Violated } from '../../src/trace/index.ts'

type View = Announced['view']
type Former = Pick<Announced, 'view' | 'at'>

/** Whether who lost a role in `next`, announced at `at`, may have been taken for dead. */
export function judgeCause(trace: Trace, former: Former, next: View, at: number): Violated | null {
  for (const dropped of droppedFrom(former.view, next)) {
    const pings = pingsOf(trace, dropped, at)
    const violated =
      judgeSilence(trace, former, next, at, dropped, pings.delivered) ??
      (isTimed(trace) ? judgeSilenceMs(trace, former, next, at, dropped, pings) : null)
    if (violated !== null) return violated
  }
  return null
}

/** A backup that becomes primary loses nothing. */
function droppedFrom(former: View, next: View): readonly string[] {
  const { primary, backup } = former
  return [
    ...(primary !== null && primary !== next.primary ? [primary] : []),
    ...(backup !== null && backup !== next.primary && backup !== next.backup ? [backup] : []),
  ]
}

/** Entries before or at some entry. */
interface Pings {
  readonly sent: readonly number[]
  /** Without those that a later one had overtaken: a view server may ignore them. */
  readonly delivered: readonly number[]
}

function pingsOf(trace: Trace, server: string, until: number): Pings {
  const sent: number[] = []
  const delivered: number[] = []
  let newest = 0
  for (const [at, entry] of trace.entries.slice(0, until + 1).entries()) {
    for (const effect of entry.effects) {
      if (effect.kind === 'sent' && effect.from === server && pingIn(effect.message) !== null) sent.push(at)
    }
    const ping = pingDelivered(entry)
    if (ping?.from !== server || ping.number < newest) continue
    newest = ping.number
    delivered.push(at)
  }
  return { sent, delivered }
}

/**
 * Without a clock: for silence to be noticed, time must have passed at the view server since the server's
 * last ping, that is, one of its timers must have fired, or somebody else must have pinged twice. A view
 * server may also act late on what it noticed earlier in the same view, since it waits for the
 * acknowledgement.
 */
function judgeSilence(
  trace: Trace,
  former: Former,
  next: View,
  at: number,
  dropped: string,
  pings: readonly number[],
): Violated | null {
  const lastPing = pings.at(-1) ?? -1
  const since = trace.entries.slice(Math.min(lastPing + 1, former.at), at + 1)
  if (since.some(({ cause }) => cause.kind === 'timer' && cause.node === viewServer)) return null
  if (othersPinged(trace, dropped, lastPing, at)) return null
  return {
    kind: 'violated',
    because:
      `the view server dropped ${dropped} in view ${next.number}, ` +
      `but no time has passed at the view server since ${dropped} last pinged`,
    signature: 'server-dropped-without-cause',
    entries: [former.at, ...(lastPing < 0 ? [] : [lastPing]), at].toSorted((a, b) => a - b),
  }
}

/** Whether one of the others pinged twice since the last ping of a server: a clock of a kind. */
function othersPinged(trace: Trace, server: string, lastPing: number, until: number): boolean {
  const pinged = new Set<string>()
  for (const entry of trace.entries.slice(lastPing + 1, until + 1)) {
    const ping = pingDelivered(entry)
    if (ping === null || ping.from === server) continue
    if (pinged.has(ping.from)) return true
    pinged.add(ping.from)
  }
  return false
}

/**
 * However a solution sets its timers: a server that pinged this recently has been silent for no time at all.
 */
const recentMsMax = 50

/**
 * With a clock: a server that is heard of as often as it pings has not missed a ping, and is not dead.
 * Nothing is said where the server was silent for longer at any time in the view, or where the view server's
 * clock may have run fast: one of its timers fired early, or somebody else pinged twice.
 * Source: slide 14.
 */
function judgeSilenceMs(
  trace: Trace,
  former: Former,
  next: View,
  at: number,
  dropped: string,
  { sent, delivered }: Pings,
): Violated | null {
  const lastPing = delivered.at(-1)
  const periodMs = Math.min(recentMsMax, pingPeriodMs(trace, sent))
  if (lastPing === undefined || msOf(trace, at) - msOf(trace, lastPing) >= periodMs) return null
  const heardInView = [former.at, ...delivered.filter((ping) => ping > former.at)].map((ping) =>
    msOf(trace, ping),
  )
  if (heardInView.some((ms, i) => ms - (heardInView[i - 1] ?? ms) > 1.5 * periodMs)) return null
  if (hasEarlyTimer(trace, at) || othersPinged(trace, dropped, lastPing, at)) return null
  return {
    kind: 'violated',
    because:
      `the view server dropped ${dropped} in view ${next.number}, ${msOf(trace, at) - msOf(trace, lastPing)} ms ` +
      `after a ping of ${dropped}, which pings every ${periodMs} ms and had missed none`,
    signature: 'live-server-dropped',
    entries: [former.at, lastPing, at].toSorted((a, b) => a - b),
  }
}

/**
 * The shortest of the latest gaps between the pings that a server sent; 0 where there are too few to tell.
 */
function pingPeriodMs(trace: Trace, sent: readonly number[]): number {
  const latest = sent.slice(-5).map((at) => msOf(trace, at))
  if (latest.length < 3) return 0
  return Math.min(...latest.slice(1).map((ms, i) => ms - (latest[i] ?? ms)))
}

function hasEarlyTimer(trace: Trace, until: number): boolean {
  const dueMs = new Map<string, number>()
  for (const [at, { cause, effects }] of trace.entries.slice(0, until + 1).entries()) {
    if (cause.kind === 'timer' && cause.node === viewServer && msOf(trace, at) < (dueMs.get(cause.name) ?? 0))
      return true
    for (const effect of effects) {
      if (effect.kind === 'timer-set' && effect.node === viewServer)
        dueMs.set(effect.name, msOf(trace, at) + effect.afterMs)
    }
  }
  return false
}
