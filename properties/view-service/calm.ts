import { crashesOf, msOf, serversOf } from '../../src/labs/lenses.ts'
import {
  announcedViews,
  pingDelivered,
  viewServer,
  type Announced,
} from '../../src/labs/primary-backup/lenses.ts'
import type { Calm, Trace, Violated } from '../../src/trace/index.ts'
import { linksOf } from '../links.ts'
import { settleMsOf } from '../settled.ts'

/** A server pings throughout when it is heard of in each of so many parts of the time to settle. */
const parts = 4

/** The end of a calm, seen from the view server. */
interface End {
  readonly trace: Trace
  /** From here on nothing may have been left undone. */
  readonly settleFromMs: number
  readonly endMs: number
  readonly crashes: ReadonlyMap<string, number>
  /** Milliseconds at which pings arrived, by server. */
  readonly pings: ReadonlyMap<string, readonly number[]>
}

/**
 * Whether the view server noticed who is dead and who is alive. It can only when the primary has acknowledged
 * the view (rule 6) and somebody is there to take over: nothing is said where that is not so. And the primary
 * does acknowledge, since without that there will never be a failover.
 */
export function judgeCalm(trace: Trace): Violated | null {
  const { calm, cutShort } = trace
  if (calm === null || cutShort !== null || crashesOf(trace).has(viewServer)) return null
  const end = endOf(trace, calm)
  if (end.settleFromMs < calm.fromMs) return null
  const newest = announcedViews(trace)
    .toSorted((a, b) => a.view.number - b.view.number)
    .at(-1)
  if (newest === undefined) return judgeNoView(end)
  if (newest.ackedAt === null) return judgeUnacknowledged(end, newest, calm)
  if (msOf(trace, newest.ackedAt) > end.settleFromMs) return null
  return judgeDeadMembers(end, newest) ?? judgeIdle(end, newest)
}

function endOf(trace: Trace, { endMs }: Calm): End {
  const pings = new Map<string, number[]>()
  trace.entries.forEach((entry, at) => {
    const ping = pingDelivered(entry)
    const ofServer = ping === null ? undefined : pings.get(ping.from)
    if (ofServer !== undefined) ofServer.push(msOf(trace, at))
    else if (ping !== null) pings.set(ping.from, [msOf(trace, at)])
  })
  return { trace, settleFromMs: endMs - settleMsOf(trace), endMs, crashes: crashesOf(trace), pings }
}

function judgeNoView(end: End): Violated | null {
  const server = serversOf(end.trace).find((each) => pingsThroughout(end, each))
  if (server === undefined) return null
  const because = `the view server never announced a view, though ${server} pinged it throughout the calm`
  return { kind: 'violated', because, signature: 'no-view-formed', entries: [lastEntry(end)] }
}

/** The members are alive and hear each other, so that a state transfer, however done, comes to its end. */
function judgeUnacknowledged(end: End, { view, at }: Announced, calm: Calm): Violated | null {
  const { number, primary, backup } = view
  const { isCut } = linksOf(end.trace, calm)
  if (primary === null || msOf(end.trace, at) > end.settleFromMs) return null
  const members = backup === null ? [primary] : [primary, backup]
  if (members.some((member) => !pingsThroughout(end, member) || isCut(member, viewServer))) return null
  if (backup !== null && isCut(primary, backup)) return null
  return {
    kind: 'violated',
    because:
      `${primary}, primary of view ${number}, pings, but has not acknowledged the view ` +
      `in the ${end.endMs - msOf(end.trace, at)} ms since it was announced`,
    signature: 'view-never-acknowledged',
    entries: [at, lastEntry(end)],
  }
}

function judgeDeadMembers(end: End, { view, at }: Announced): Violated | null {
  const { primary, backup } = view
  const found = (dead: string, role: string, instead: string): Violated => ({
    kind: 'violated',
    because:
      `${dead} has been dead for ${end.endMs - lastSignMs(end, dead)} ms and is still ${role} ` +
      `of view ${view.number}, though ${instead}`,
    signature: `dead-${role}-kept`,
    entries: [...new Set([at, end.crashes.get(dead) ?? at])].toSorted((a, b) => a - b).concat(lastEntry(end)),
  })
  if (primary === null || backup === null) return null
  if (isLongDead(end, backup) && pingsThroughout(end, primary)) {
    return found(backup, 'backup', `its primary ${primary} is alive and has acknowledged the view`)
  }
  if (isLongDead(end, primary) && pingsThroughout(end, backup)) {
    return found(primary, 'primary', `it had acknowledged the view and its backup ${backup} is alive`)
  }
  return null
}

function judgeIdle(end: End, { view, at }: Announced): Violated | null {
  const { primary, backup } = view
  if (backup !== null || primary === null || !pingsThroughout(end, primary)) return null
  const idle = serversOf(end.trace).find((server) => server !== primary && pingsThroughout(end, server))
  if (idle === undefined) return null
  return {
    kind: 'violated',
    because: `view ${view.number} (${primary}, no backup) was never given a backup, though ${idle} is idle and pings`,
    signature: 'idle-server-left-out',
    entries: [at, lastEntry(end)],
  }
}

/** Crashed, and not heard of since (a ping may arrive late), for longer than it takes to settle. */
function isLongDead(end: End, server: string): boolean {
  return end.crashes.has(server) && lastSignMs(end, server) <= end.settleFromMs
}

function lastSignMs({ trace, crashes, pings }: End, server: string): number {
  return Math.max(msOf(trace, crashes.get(server) ?? 0), pings.get(server)?.at(-1) ?? 0)
}

function pingsThroughout({ settleFromMs, endMs, crashes, pings }: End, server: string): boolean {
  if (crashes.has(server)) return false
  const partMs = (endMs - settleFromMs) / parts
  const heard = new Set((pings.get(server) ?? []).map((ms) => Math.floor((ms - settleFromMs) / partMs)))
  return Array.from({ length: parts }, (_, part) => part).every((part) => heard.has(part))
}

function lastEntry({ trace }: End): number {
  return trace.entries.length - 1
}
