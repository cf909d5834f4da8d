import type { Call, Entry } from '../../trace/index.ts'
import { isWrite, replyIn, requestIn } from '../lenses.ts'
import { nameOfCommand, type Facts } from './facts.ts'
import type { Breach } from './rules.ts'
import { withArticle } from './words.ts'

/** What a client did wrong with the numbers of its calls or with the answers to them. */
export function clientBreaches(facts: Facts): readonly Breach[] {
  const usedBefore = new Map<string, Call>()
  return facts.calls.flatMap((call) => {
    const requests = requestsOf(facts, call)
    const breaches = [
      ...(isWrite(facts.trace, call.command) ? renumbered(call, requests) : []),
      ...reused(call, requests, usedBefore),
      ...misread(facts, call, requests),
    ]
    for (const { id } of requests) if (!usedBefore.has(id)) usedBefore.set(id, call)
    return breaches
  })
}

/** Calls whose retries have new numbers: with reads it is no danger, but no answer may ever be the right one. */
export function renumberBreaches(facts: Facts): readonly Breach[] {
  return facts.calls.flatMap((call) => renumbered(call, requestsOf(facts, call)))
}

interface SentRequest {
  readonly id: string
  readonly at: number
}

/** Requests that the client sent while the call was open. */
function requestsOf({ trace }: Facts, { client, calledAt, outcome }: Call): readonly SentRequest[] {
  const end = outcome.kind === 'returned' ? outcome.at : trace.entries.length - 1
  const requests: SentRequest[] = []
  for (let at = calledAt; at <= end; at += 1) {
    for (const effect of trace.entries[at]?.effects ?? []) {
      const request = effect.kind === 'sent' && effect.from === client ? requestIn(effect.message) : null
      if (request !== null) requests.push({ id: request.id, at })
    }
  }
  return requests
}

function renumbered(call: Call, requests: readonly SentRequest[]): readonly Breach[] {
  const [first] = requests
  const other = requests.find(({ id }) => id !== first?.id)
  if (first === undefined || other === undefined) return []
  return [
    {
      rule: 'at-most-once',
      sentence: `${call.client} sent ${nameOfCommand(call.command)} as ${first.id} and again as ${other.id}, so that no server can tell that it is one call`,
      advice: `send it again under the same number, ${first.id}: the number is what a server recognises a repetition by`,
      at: other.at,
    },
  ]
}

function reused(
  call: Call,
  requests: readonly SentRequest[],
  usedBefore: ReadonlyMap<string, Call>,
): readonly Breach[] {
  const again = requests.find(({ id }) => usedBefore.has(id))
  const former = again === undefined ? undefined : usedBefore.get(again.id)
  if (again === undefined || former === undefined) return []
  return [
    {
      rule: 'at-most-once',
      sentence: `${call.client} gave its call ${call.number} (${nameOfCommand(call.command)}) the number of its call ${former.number}, ${again.id}: a server must take it for a repetition`,
      advice: 'count the calls: every call gets a new number, and only its retries keep it',
      at: again.at,
    },
  ]
}

function misread(facts: Facts, call: Call, requests: readonly SentRequest[]): readonly Breach[] {
  if (call.outcome.kind === 'pending') return []
  const { at } = call.outcome
  const entry = facts.trace.entries[at]
  const taken = entry === undefined ? null : takenForAnswer(entry, requests)
  if (taken === null) return []
  return [
    {
      rule: 'right-answer',
      sentence: `${call.client} took ${taken} for the answer to its call ${call.number} (${nameOfCommand(call.command)})`,
      advice: `ignore it, and wait for the Reply to ${requests.at(-1)?.id ?? 'the open call'}; ask again after a while`,
      at,
    },
  ]
}

/** What the client finished its call on, if that is no Reply to a request of the call. */
function takenForAnswer({ cause }: Entry, requests: readonly SentRequest[]): string | null {
  if (cause.kind !== 'deliver') return 'no message at all'
  const reply = replyIn(cause.message)
  if (reply === null) return `${withArticle(cause.message.kind)} of ${cause.from}`
  if (requests.some(({ id }) => id === reply.id)) return null
  return `the Reply to ${reply.id}, an earlier call,`
}
