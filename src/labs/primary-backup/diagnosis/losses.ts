import type { Address } from '../../../port/index.ts'
import { betweenServers, nameOfRequest, nameOfView, type Answer, type Facts } from '../../diagnosis/facts.ts'
import { overwritten } from '../../diagnosis/overwritten.ts'
import { countAmong, countIn, promisedWrites, type Answered } from '../../diagnosis/promises.ts'
import type { Breach } from '../../diagnosis/rules.ts'
import { acceptancesOf } from './causality.ts'

/** Servers that answer without a write that had been promised before: what became of it on its way to them? */
export function lossBreaches(facts: Facts): readonly Breach[] {
  const promised = promisedWrites(facts)
  return facts.replies.flatMap((answer) => {
    const call = facts.requested.get(answer.id)
    const lineage = facts.lineages.after(answer.server, answer.at)
    const due = promised.filter(({ returnedAt }) => call !== undefined && returnedAt < call.calledAt)
    const lost = due.filter((write) => countIn(lineage, write) < countAmong(due, write))
    return lost.slice(0, 1).map((write) => lossBreach(facts, write, answer))
  })
}

function lossBreach(facts: Facts, promised: Answered, { server, at }: Answer): Breach {
  const { answer } = promised
  const write = nameOfRequest(facts, answer.id)
  return (
    overwritten(facts, promised, server, at) ??
    acceptedInVain(facts, promised, server, write) ??
    neverInitialised(facts, answer, server, write, at) ??
    missedByTransfer(facts, answer, server, write, at)
  )
}

/** The backup said yes to the primary and did nothing. */
function acceptedInVain(facts: Facts, { answer }: Answered, server: Address, write: string): Breach | null {
  const view = answer.viewNumber === null ? undefined : facts.views.get(answer.viewNumber)?.view
  if (view?.backup !== server) return null
  const [accepted] = acceptancesOf(facts, answer.id, answer.server, server, answer.at)
  const message = accepted === undefined ? null : betweenServers(facts, facts.trace.entries[accepted])
  const isRestored = facts.lineages.restores.some(
    (restore) =>
      restore.server === server &&
      accepted !== undefined &&
      restore.at > accepted &&
      facts.toldBefore(server, restore.at + 1) === facts.toldBefore(server, accepted + 1),
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
      ? `${server} became backup of view ${latest.view.number} and was not given the state${last === undefined ? '' : ' again'}: ${write}, which ${former} answered meanwhile, never reached it`
      : `${server} serves without ${write}, which ${former} had answered: neither the state that ${server} was given nor a forward had it`,
    advice: isStale
      ? 'transfer the state whenever a view has a new backup, also when that server was backup before'
      : 'an operation is either in the snapshot, or it is forwarded after it, or in the log since: execute nothing while a transfer is under way, and cut off no more of a log than the snapshot has',
    at: last === undefined || isStale ? (latest?.at ?? until) : last.at,
  }
}
