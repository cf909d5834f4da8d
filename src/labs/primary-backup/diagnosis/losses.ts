import type { Address } from '../../../port/index.ts'
import type { Call } from '../../../trace/index.ts'
import { isWrite, replyIn } from '../lenses.ts'
import { betweenServers, nameOfCommand, nameOfRequest, nameOfView, type Answer, type Facts } from './facts.ts'
import { contentOf, type Written } from './lineage.ts'
import type { Breach } from './rules.ts'
import { acceptancesOf } from './causality.ts'

/** A write that a client was promised, and the Reply that promised it. */
interface Promised {
  readonly call: Call
  readonly returnedAt: number
  readonly answer: Answer
  /** How many writes of this content had been promised by then, this one included: so often must a state have it. */
  readonly times: number
}

/** Servers that answer without a write that had been promised before: what became of it on its way to them? */
export function lossBreaches(facts: Facts): readonly Breach[] {
  const promised = promisedWrites(facts)
  const swallowings = promised.flatMap((write) => {
    const { answer, call } = write
    return has(facts.lineages.after(answer.server, answer.at), write)
      ? []
      : [overwritten(facts, write, answer.server, answer.at) ?? swallowed(facts, answer, call)]
  })
  const losses = facts.replies.flatMap((answer) => {
    const call = facts.requested.get(answer.id)
    const lineage = facts.lineages.after(answer.server, answer.at)
    const lost = promised.filter(
      (write) => call !== undefined && write.returnedAt < call.calledAt && !has(lineage, write),
    )
    return lost.slice(0, 1).map((write) => lossBreach(facts, write, answer))
  })
  return [...swallowings, ...losses]
}

function promisedWrites(facts: Facts): readonly Promised[] {
  const times = new Map<string, number>()
  const promised = facts.calls.flatMap((call) => {
    if (call.outcome.kind === 'pending' || !isWrite(facts.trace, call.command)) return []
    const returnedAt = call.outcome.at
    const cause = facts.trace.entries[returnedAt]?.cause
    const reply = cause?.kind === 'deliver' ? replyIn(cause.message) : null
    if (cause?.kind !== 'deliver' || reply === null) return []
    const answer = facts.replies.findLast(
      ({ id, server, at }) => id === reply.id && server === cause.from && at <= returnedAt,
    )
    const first = facts.replies.find(({ id }) => id === reply.id)
    return answer === undefined || first === undefined
      ? []
      : [{ call, returnedAt, answer, promisedAt: first.at }]
  })
  return promised
    .toSorted((a, b) => a.promisedAt - b.promisedAt)
    .map(({ call, returnedAt, answer }) => {
      const content = contentOf(call.command)
      times.set(content, (times.get(content) ?? 0) + 1)
      return { call, returnedAt, answer, times: times.get(content) ?? 1 }
    })
}

function has(lineage: readonly Written[], { call, times }: Promised): boolean {
  const content = contentOf(call.command)
  return lineage.filter((written) => written.content === content).length >= times
}

function lossBreach(facts: Facts, promised: Promised, { server, at }: Answer): Breach {
  const { answer } = promised
  const write = nameOfRequest(facts, answer.id)
  return (
    overwritten(facts, promised, server, at) ??
    acceptedInVain(facts, promised, server, write) ??
    neverInitialised(facts, answer, server, write, at) ??
    missedByTransfer(facts, answer, server, write, at)
  )
}

/** The server had it, and restored a state without it. */
function overwritten(
  facts: Facts,
  { answer, call }: Promised,
  server: Address,
  until: number,
): Breach | null {
  const content = contentOf(call.command)
  const count = (lineage: readonly Written[]): number =>
    lineage.filter((written) => written.content === content).length
  const restore = facts.lineages.restores.find(
    ({ server: node, at, before, taken }) =>
      node === server && at <= until && count(before) > count(taken?.lineage ?? []),
  )
  if (restore === undefined) return null
  const writes = restore.taken?.writes ?? 0
  return {
    rule: 'rule-5',
    sentence: `${server} had executed ${nameOfCommand(call.command)}${answer.server === server ? '' : ` (answered by ${answer.server})`}, and then restored an older snapshot over it, with ${writes} write${writes === 1 ? '' : 's'}`,
    advice:
      'install the state once in a view, before anything is executed in it; a transfer that comes again is only acknowledged again',
    at: restore.at,
  }
}

function swallowed(facts: Facts, { server, at, id }: Answer, call: Call): Breach {
  const elsewhere = facts.trace.entries
    .slice(0, at)
    .flatMap(({ effects }) => effects)
    .find((effect) => effect.kind === 'executed' && contentOf(effect.command) === contentOf(call.command))
  if (elsewhere?.kind === 'executed') {
    return {
      rule: 'rule-7',
      sentence: `${server} answered ${nameOfRequest(facts, id)} as something already done, but its state does not have it: only ${elsewhere.node} executed it`,
      advice:
        'the state and the table of answered requests belong together: transfer, install and keep them as one',
      at,
    }
  }
  return {
    rule: 'at-most-once',
    sentence: `${server} answered ${nameOfRequest(facts, id)}, but nobody ever executed it`,
    advice:
      'a request is answered only when it was executed: note its number together with its result, not when it arrives, and by client and number, not by its content',
    at,
  }
}

/** The backup said yes to the primary and did nothing. */
function acceptedInVain(facts: Facts, { answer }: Promised, server: Address, write: string): Breach | null {
  const view = answer.viewNumber === null ? undefined : facts.views.get(answer.viewNumber)?.view
  if (view?.backup !== server) return null
  const [accepted] = acceptancesOf(facts, answer.id, answer.server, server, answer.at)
  const message = accepted === undefined ? null : betweenServers(facts, facts.trace.entries[accepted])
  const isRestored = facts.lineages.restores.some(
    (restore) => restore.server === server && accepted !== undefined && restore.at > accepted,
  )
  if (accepted === undefined || message === null) return null
  if (isRestored) {
    return {
      rule: 'rule-5',
      sentence: `${server} took ${message.from}'s ${message.message.kind} for ${write} before it had the state, and the snapshot that it installed afterwards does not have it`,
      advice: `refuse or keep what is forwarded until the state of this view is installed`,
      at: accepted,
    }
  }
  return {
    rule: 'rule-2',
    sentence: `${server} let ${answer.server} believe that it had accepted ${write}, but it never executed it, not even as primary`,
    advice: `execute what is forwarded, or keep it and execute it before answering as the primary; acknowledge only then`,
    at: accepted,
  }
}

function neverInitialised(
  facts: Facts,
  { server: former }: Answer,
  server: Address,
  write: string,
  until: number,
): Breach | null {
  const wasGiven = facts.lineages.restores.some((restore) => restore.server === server && restore.at <= until)
  const hadBefore = facts.lineages.after(server, until).some((written) => written.at < until)
  if (wasGiven || hadBefore) return null
  const views = [...facts.views.values()].filter(({ at }) => at <= until)
  const promoted = views.findLast(({ view }) => view.primary === server)
  if (promoted === undefined) return null
  const asBackup = views.findLast(({ view, at }) => view.backup === server && at < promoted.at)
  const how =
    asBackup?.ackedAt === undefined || asBackup.ackedAt === null
      ? ''
      : `: ${asBackup.view.primary ?? former} had acknowledged ${nameOfView(asBackup.view)} before ${server} was given anything`
  return {
    rule: 'rule-1',
    sentence: `${server} became primary of view ${promoted.view.number} without the state, so without ${write}${how}`,
    advice: `the primary acknowledges a view only after its new backup has said that it has the state; until then it pings with the old number`,
    at: asBackup?.ackedAt ?? promoted.at,
  }
}

/** It was given a state once, but not one with this write. */
function missedByTransfer(
  facts: Facts,
  { server: former }: Answer,
  server: Address,
  write: string,
  until: number,
): Breach {
  const last = facts.lineages.restores.findLast((restore) => restore.server === server && restore.at <= until)
  const views = [...facts.views.values()].filter(({ view, at }) => view.backup === server && at <= until)
  const latest = views.at(-1)
  const isStale = latest !== undefined && (last === undefined || last.at < latest.at)
  return {
    rule: 'rule-5',
    sentence: isStale
      ? `${server} became backup of view ${latest.view.number} and was not given the state again: ${write}, which ${former} answered meanwhile, never reached it`
      : `${server} serves without ${write}, which ${former} had answered: neither the state that ${server} was given nor a forward had it`,
    advice: isStale
      ? 'transfer the state whenever a view has a new backup, also when that server was backup before'
      : 'an operation is either in the snapshot, or it is forwarded after it: execute nothing while a transfer is under way',
    at: last === undefined || isStale ? (latest?.at ?? until) : last.at,
  }
}

/** Two writes that one server executed in one order, and the next primary in the other. */
export function orderBreaches(facts: Facts): readonly Breach[] {
  const promised = promisedWrites(facts)
  return facts.replies.flatMap(({ server, at }) => {
    const mine = facts.lineages.after(server, at)
    for (const { answer } of promised) {
      if (answer.server === server || answer.at > at) continue
      const theirs = facts.lineages.after(answer.server, answer.at)
      const swapped = swappedIn(mine, theirs)
      if (swapped === null) continue
      const [a, b] = swapped
      return [
        {
          rule: 'same-order' as const,
          sentence: `${answer.server} executed ${nameOfCommand(a.command)} before ${nameOfCommand(b.command)}, ${server} the other way round`,
          advice:
            'number the operations, or send the next one only after the last was accepted; the backup executes them by number',
          at: mine.find(({ content }) => content === b.content)?.at ?? at,
        },
      ]
    }
    return []
  })
}

/** Writes of equal content cannot be told apart: only those that each has once are compared. */
function swappedIn(mine: readonly Written[], theirs: readonly Written[]): readonly [Written, Written] | null {
  const place = new Map(once(mine).map(({ content }, i) => [content, i]))
  const shared = once(theirs).filter(({ content }) => place.has(content))
  for (const [i, a] of shared.entries()) {
    const b = shared
      .slice(i + 1)
      .find(({ content }) => (place.get(content) ?? 0) < (place.get(a.content) ?? 0))
    if (b !== undefined) return [a, b]
  }
  return null
}

function once(lineage: readonly Written[]): readonly Written[] {
  return lineage.filter(({ content }) => lineage.filter((other) => other.content === content).length === 1)
}
