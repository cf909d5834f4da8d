import { replyIn } from '../../src/labs/lenses.ts'
import { viewIn, viewServer } from '../../src/labs/primary-backup/lenses.ts'
import type { Entry, Trace, Violated } from '../../src/trace/index.ts'

/** So many calls in a row, during each of which the client asked although nothing had given it cause. */
const askedCallsMax = 3

interface Asking {
  /** The number of the view that the client was told last, if that has a primary. */
  told: number | null
  /** The open call: whether something happened since its invocation that may be a cause to ask. */
  disturbed: boolean
  askedAt: number | null
  /** Entries of the calls in a row that asked without cause. */
  asked: number[]
}

/**
 * Clients remember the view: they do not ask for it on every request. A client has cause to ask when it knows
 * no primary, when a timer of its fires, and when anything reaches it besides the view that it knows and the
 * answer to its call in that view. Source: slide 11.
 */
export function judgeClients(trace: Trace): Violated | null {
  const askingOf = new Map(
    trace.setup.clients.map((client): [string, Asking] => [
      client,
      { told: null, disturbed: true, askedAt: null, asked: [] },
    ]),
  )
  let at = -1
  for (const entry of trace.entries) {
    at += 1
    const client = clientOf(entry)
    const asking = askingOf.get(client)
    if (asking === undefined) continue
    follow(asking, client, entry, at)
    if (asking.asked.length <= askedCallsMax) continue
    return {
      kind: 'violated',
      because:
        `${client} asked the view server during each of ${asking.asked.length} calls in a row, ` +
        `though it knew view ${asking.told ?? 0} and was answered in it`,
      signature: 'client-asks-on-every-call',
      entries: asking.asked,
    }
  }
  return null
}

/** The node at which the entry takes place. */
function clientOf({ cause }: Entry): string {
  if (cause.kind === 'invoke') return cause.client
  return cause.kind === 'deliver' ? cause.to : cause.node
}

function follow(asking: Asking, client: string, entry: Entry, at: number): void {
  const isFinished = hasFinished(entry)
  if (entry.cause.kind === 'invoke') {
    asking.disturbed = asking.told === null
    asking.askedAt = null
  }
  if (disturbs(asking, entry, isFinished)) {
    asking.disturbed = true
    asking.asked = []
  }
  // Asking again upon the view server's answer is no asking on every call.
  if ((entry.cause.kind === 'invoke' || isFinished) && asksForView(client, entry)) asking.askedAt ??= at
  if (!isFinished) return
  if (asking.disturbed || asking.askedAt === null) asking.asked = []
  else asking.asked.push(asking.askedAt)
}

function hasFinished({ effects }: Entry): boolean {
  for (const { kind } of effects) if (kind === 'finished') return true
  return false
}

/** Whether the entry gives the client cause to ask. Takes note of the view it tells. */
function disturbs(asking: Asking, { cause }: Entry, isFinished: boolean): boolean {
  if (cause.kind === 'invoke') return false
  if (cause.kind !== 'deliver') return true
  const view = viewIn(cause.message)
  if (view !== null) {
    const told = view.primary === null ? null : view.number
    const isNews = told === null || told !== asking.told
    asking.told = told
    return isNews
  }
  return !isFinished || replyIn(cause.message)?.viewNumber !== asking.told
}

function asksForView(client: string, { effects }: Entry): boolean {
  return effects.some(
    (effect) =>
      effect.kind === 'sent' &&
      effect.from === client &&
      effect.to === viewServer &&
      effect.message.kind === 'GetView',
  )
}
