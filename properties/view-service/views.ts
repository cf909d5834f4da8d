import { deliveredTo, serversOf } from '../../src/labs/lenses.ts'
import { pingDelivered, viewIn, viewServer, type Announced } from '../../src/labs/primary-backup/lenses.ts'
import type { Entry, Trace, Violated } from '../../src/trace/index.ts'
import { nameOfMessage } from '../naming.ts'
import { judgeCause } from './causes.ts'

type View = Announced['view']

/** What the view server knows and has told, as far as the trace shows it. */
interface Told {
  /** The view with the highest number told, and the entry in which it was told first. Number 0: none yet. */
  newest: View
  at: number
  /** The highest number whose primary has acknowledged it. */
  acked: number
  /** Servers of which it has received anything. */
  readonly heard: Set<string>
}

/** The numbers, members and order of the views that the view server tells. */
export function judgeViews(trace: Trace): Violated | null {
  const servers = new Set(serversOf(trace))
  const told: Told = { newest: { number: 0, primary: null, backup: null }, at: 0, acked: 0, heard: new Set() }
  let at = -1
  for (const entry of trace.entries) {
    at += 1
    if (entry.cause.kind === 'deliver' && entry.cause.to === viewServer) hear(told, servers, entry)
    for (const effect of entry.effects) {
      if (effect.kind !== 'sent' || effect.from !== viewServer || effect.message.kind !== 'ViewReply')
        continue
      const view = viewIn(effect.message)
      if (view === null) {
        const because =
          `the view server sent ${nameOfMessage(effect.message)}; ` +
          `expected { kind: 'ViewReply', view: { number, primary, backup } }`
        return { kind: 'violated', because, signature: 'view-malformed', entries: [at] }
      }
      const violated = judgeTold(trace, told, servers, view, at)
      if (violated !== null) return violated
      if (view.number > told.newest.number) told.at = at
      if (view.number >= told.newest.number) told.newest = view
    }
  }
  return null
}

function hear(told: Told, servers: ReadonlySet<string>, entry: Entry): void {
  const delivered = deliveredTo(viewServer, entry)
  if (delivered !== null && servers.has(delivered.from)) told.heard.add(delivered.from)
  const ping = pingDelivered(entry)
  if (ping !== null && ping.from === told.newest.primary && ping.number === told.newest.number) {
    told.acked = told.newest.number
  }
}

function judgeTold(
  trace: Trace,
  told: Told,
  servers: ReadonlySet<string>,
  view: View,
  at: number,
): Violated | null {
  if (view.number < told.newest.number) return judgeOlder(told, view, at)
  if (view.number === 0) return judgeViewZero(view, at)
  if (view.number === told.newest.number) return null
  return (
    judgeNumber(told, view, at) ??
    judgeMembers(told, servers, view, at) ??
    (told.newest.number === 0
      ? null
      : (judgeChange(told, view, at) ?? judgeCause(trace, { view: told.newest, at: told.at }, view, at)))
  )
}

/**
 * An older view may still be told while the newest is not acknowledged: a view server that shows clients a
 * view only after its primary has entered it is right.
 */
function judgeOlder({ newest, at: newestAt, acked }: Told, view: View, at: number): Violated | null {
  if (view.number >= acked) return null
  return {
    kind: 'violated',
    because: `the view server told view ${view.number} after view ${newest.number}`,
    signature: 'view-number-went-back',
    entries: [newestAt, at],
  }
}

function judgeViewZero(view: View, at: number): Violated | null {
  if (view.primary === null && view.backup === null) return null
  return {
    kind: 'violated',
    because: `the view server announced ${sayView(view)}; view 0 has no members, the first view is 1`,
    signature: 'first-view-is-not-1',
    entries: [at],
  }
}

function judgeNumber({ newest, at: newestAt, acked }: Told, view: View, at: number): Violated | null {
  if (newest.number === 0 && view.number > 1) {
    return {
      kind: 'violated',
      because: `the first view that the view server announced is ${sayView(view)}; the first view is 1`,
      signature: 'first-view-is-not-1',
      entries: [at],
    }
  }
  if (view.number > newest.number + 1) {
    return {
      kind: 'violated',
      because:
        `the view server went from view ${newest.number} to view ${view.number}; ` +
        `nobody was told of view ${newest.number + 1}, so that nobody can have acknowledged it`,
      signature: 'view-number-skipped',
      entries: [newestAt, at],
    }
  }
  if (newest.number === 0 || acked === newest.number) return null
  return {
    kind: 'violated',
    because:
      `the view server moved on to ${sayView(view)} before ${newest.primary ?? 'anyone'}, ` +
      `the primary of view ${newest.number}, had acknowledged view ${newest.number}`,
    signature: 'view-left-unacknowledged',
    entries: [newestAt, at],
  }
}

function judgeMembers(
  { heard }: Told,
  servers: ReadonlySet<string>,
  view: View,
  at: number,
): Violated | null {
  const found = (signature: string, what: string): Violated => ({
    kind: 'violated',
    because: `the view server announced ${sayView(view)}, but ${what}`,
    signature,
    entries: [at],
  })
  if (view.primary !== null && view.primary === view.backup) {
    return found('one-server-in-both-roles', `${view.primary} cannot be its own backup`)
  }
  for (const member of [view.primary, view.backup]) {
    if (member === null) continue
    if (!servers.has(member)) return found('member-is-no-server', `${member} is no server`)
    if (!heard.has(member)) return found('member-never-pinged', `${member} has never pinged`)
  }
  return null
}

function judgeChange({ newest, at: newestAt }: Told, view: View, at: number): Violated | null {
  if (view.primary !== newest.primary || view.backup !== newest.backup) return null
  return {
    kind: 'violated',
    because: `the view server announced ${sayView(view)}, which has the members of view ${newest.number}`,
    signature: 'view-changed-nothing',
    entries: [newestAt, at],
  }
}

function sayView({ number, primary, backup }: View): string {
  return `view ${number} (${primary ?? 'no primary'}, ${backup ?? 'no backup'})`
}
