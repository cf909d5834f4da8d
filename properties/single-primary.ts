import { replyIn } from '../src/labs/lenses.ts'
import { viewServer, viewsTold } from '../src/labs/primary-backup/lenses.ts'
import type {
  Effect,
  Entry,
  Judgement,
  Monitor,
  Setup,
  Trace,
  Verdict,
  Violated,
} from '../src/trace/index.ts'

type View = ReturnType<typeof viewsTold>[number]

/**
 * A server cannot know when it is deposed, so that what it may say is measured by what the view server has
 * announced, not by what is current: it answers in views of which it is the primary.
 *
 * Lenient on purpose: a server that is the primary of view w may send a Reply that names an older view v,
 * since it may be the repetition of an answer that was given in v and came to it with the state
 * (docs/decisions/0001). So the backup of view 1 that answers in view 1 is seen only as long as it has not
 * been made primary. What such an answer may do to clients is seen by `linearizable`.
 */
export const singlePrimary: Judgement = {
  name: 'single-primary',
  claim:
    'a view has one primary, which was primary or backup of the view before, and nobody else answers in it',
  source: 'CS 452 Primary/Backup, slides 19–22 (rules 1 and 4)',
  on: 'every schedule',
  needs: ['failover'],
  judge,
  monitor,
}

/** A view and the entry in which it was first announced. */
interface Announced {
  readonly view: View
  readonly at: number
}

function judge(trace: Trace): Verdict {
  const views = new Map<number, Announced>()
  let at = -1
  for (const entry of trace.entries) {
    at += 1
    const violated = judgeViews(entry, at, views) ?? judgeReplies(trace.entries, trace.setup, at, views)
    if (violated !== null) return violated
  }
  return { kind: 'holds' }
}

function judgeViews(entry: Entry, at: number, views: Map<number, Announced>): Violated | null {
  for (const view of viewsTold(entry)) {
    if (view.number === 0) continue
    const known = views.get(view.number)
    if (known === undefined) {
      views.set(view.number, { view, at })
      const violated = judgeRule1(views, view.number) ?? judgeRule1(views, view.number + 1)
      if (violated !== null) return violated
    } else if (known.view.primary !== view.primary || known.view.backup !== view.backup) {
      return {
        kind: 'violated',
        because: `the view server announced view ${view.number} as ${members(known.view)} and as ${members(view)}`,
        signature: 'two-views-of-one-number',
        entries: [known.at, at],
      }
    }
  }
  return null
}

/** Knows the views told so far, by number; sees what the entry tells of views, and the Replies in it. */
function monitor(setup: Setup): Monitor<readonly View[], readonly Effect[]> {
  return {
    initial: [],
    observe({ effects }) {
      const seen = effects.flatMap((effect) => shownBy(effect, setup))
      return seen.length === 0 ? null : seen
    },
    next(told, seen) {
      const views = new Map(told.map((view): [number, Announced] => [view.number, { view, at: 0 }]))
      const entry: Entry = { cause: { kind: 'start', node: '' }, atMs: null, effects: seen }
      if ((judgeViews(entry, 0, views) ?? judgeReplies([entry], setup, 0, views)) !== null) return null
      return [...views.values()].map(({ view }) => view).toSorted((a, b) => a.number - b.number)
    },
  }
}

/** What is seen of an effect: nothing that differs between two Replies in one view. */
function shownBy(effect: Effect, { clients }: Setup): Effect[] {
  if (effect.kind !== 'sent') return []
  const { from, to, message } = effect
  if (from === viewServer && message.kind === 'ViewReply') return [{ ...effect, to: '' }]
  if (!clients.includes(to)) return []
  const reply = replyIn(message)
  if (reply === null) return []
  const shown: Reply = { kind: 'Reply', viewNumber: reply.viewNumber }
  return [{ kind: 'sent', from, to: clients[0] ?? to, message: shown }]
}

interface Reply {
  readonly kind: 'Reply'
  readonly viewNumber: number | null
}

/** Rule 1, for view `number` and the one before it, if both were announced. */
function judgeRule1(views: ReadonlyMap<number, Announced>, number: number): Violated | null {
  const former = views.get(number - 1)
  const latter = views.get(number)
  if (former === undefined || latter === undefined) return null
  const { primary } = latter.view
  // A view without a primary has nobody who could lack the state.
  if (primary === null || primary === former.view.primary || primary === former.view.backup) return null
  return {
    kind: 'violated',
    because:
      `${primary} became primary of view ${number}, ` +
      `but view ${number - 1} was ${members(former.view)}: ${primary} never had the state`,
    signature: 'primary-from-outside-the-former-view',
    entries: [former.at, latter.at].toSorted((a, b) => a - b),
  }
}

function judgeReplies(
  entries: Trace['entries'],
  { clients }: Setup,
  at: number,
  views: ReadonlyMap<number, Announced>,
): Violated | null {
  for (const effect of entries[at]?.effects ?? []) {
    // What servers say to each other is their own affair, whatever they call it.
    if (effect.kind !== 'sent' || !clients.includes(effect.to)) continue
    const reply = replyIn(effect.message)
    if (reply === null) continue
    const { viewNumber } = reply
    const server = effect.from
    if (viewNumber === null) {
      return {
        kind: 'violated',
        because: `${server} sent a Reply without a view number; a Reply names the view in which its server is primary`,
        signature: 'reply-without-a-view',
        entries: [at],
      }
    }
    const named = views.get(viewNumber)
    if (named === undefined) {
      return {
        kind: 'violated',
        because: `${server} sent a Reply in view ${viewNumber}, which the view server has not announced`,
        signature: 'reply-in-a-view-never-announced',
        entries: [at],
      }
    }
    if (isPrimarySince(server, viewNumber, views)) continue
    return {
      kind: 'violated',
      because: `${server} sent a Reply in view ${viewNumber}, but that view is ${members(named.view)}`,
      signature: named.view.backup === server ? 'backup-answers' : 'outsider-answers',
      entries: [named.at, at],
    }
  }
  return null
}

/** Whether the server is primary of that view, or of a later one announced so far. */
function isPrimarySince(server: string, number: number, views: ReadonlyMap<number, Announced>): boolean {
  for (const { view } of views.values()) {
    if (view.number >= number && view.primary === server) return true
  }
  return false
}

function members({ primary, backup }: View): string {
  return `(${primary ?? 'no primary'}, ${backup ?? 'no backup'})`
}
