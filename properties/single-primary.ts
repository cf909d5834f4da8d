import { replyIn } from '../src/labs/lenses.ts'
import { viewsTold } from '../src/labs/primary-backup/lenses.ts'
import type { Entry, Judgement, Trace, Verdict, Violated } from '../src/trace/index.ts'

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
}

/** A view and the entry in which it was first announced. */
interface Announced {
  readonly view: View
  readonly at: number
}

function judge(trace: Trace): Verdict {
  const views = new Map<number, Announced>()
  for (const [at, entry] of trace.entries.entries()) {
    const violated = judgeViews(entry, at, views) ?? judgeReplies(trace, at, views)
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

function judgeReplies(trace: Trace, at: number, views: ReadonlyMap<number, Announced>): Violated | null {
  for (const effect of trace.entries[at]?.effects ?? []) {
    // What servers say to each other is their own affair, whatever they call it.
    if (effect.kind !== 'sent' || !trace.setup.clients.includes(effect.to)) continue
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
