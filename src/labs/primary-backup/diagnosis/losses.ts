import { contentOf, type Address } from '../../../port/index.ts'
import type { Call } from '../../../trace/index.ts'
import { betweenServers, nameOfRequest, nameOfView, type Answer, type Facts } from '../../diagnosis/facts.ts'
import { overwritten, restoresOver } from '../../diagnosis/overwritten.ts'
import { countAmong, countIn, promisedWrites, type Answered } from '../../diagnosis/promises.ts'
import type { Breach } from '../../diagnosis/rules.ts'
import { withArticle } from '../../diagnosis/words.ts'
import type { Announced } from '../lenses.ts'
import type { Restore } from '../../lineage.ts'
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
    acceptedInVain(facts, promised, server, write, at) ??
    neverInitialised(facts, answer, server, write, at) ??
    missedByTransfer(facts, promised, server, write, at)
  )
}

/** The backup said yes to the primary, and did nothing, or undid it. */
function acceptedInVain(
  facts: Facts,
  { answer, call }: Answered,
  server: Address,
  write: string,
  until: number,
): Breach | null {
  const view = answer.viewNumber === null ? undefined : facts.views.get(answer.viewNumber)?.view
  if (view?.backup !== server) return null
  const all = acceptancesOf(facts, answer.id, answer.server, server, answer.at)
  // What it was sent in an older view is not what it consents to in this one.
  const accepted = all.find((at) => facts.toldBefore(server, at + 1) >= view.number) ?? all[0]
  const message = accepted === undefined ? null : betweenServers(facts, facts.trace.entries[accepted])
  if (accepted === undefined || message === null) return null
  const isOfView = ({ at, server: node }: Restore): boolean =>
    node === server && at <= until && facts.toldBefore(server, at + 1) === view.number
  const undone = restoresOver(facts, call, server, until).findLast(isOfView)
  const again = undone === undefined ? undefined : all.find((at) => at >= undone.at)
  if (again !== undefined) {
    return {
      rule: 'rule-2',
      sentence: `${server} let ${answer.server} believe that it had accepted ${write}: it had executed it before, but the state that it restored in view ${view.number} does not have it, and it did not execute it again`,
      advice: `what was executed before a state was installed does not count after it: begin to count anew with that state, and acknowledge only what is in it or was executed since`,
      at: again,
    }
  }
  if (facts.lineages.restores.some((restore) => isOfView(restore) && restore.at > accepted)) {
    return {
      rule: 'rule-5',
      sentence: `${server} took ${message.from}'s ${message.message.kind} for ${write} before it had the state, and the snapshot that it installed afterwards does not have it`,
      advice: `refuse or keep what is forwarded until the state of this view is installed`,
      at: accepted,
    }
  }
  if (isExecutedBy(facts, server, call, until)) return null
  return {
    rule: 'rule-2',
    sentence: `${server} let ${answer.server} believe that it had accepted ${write}, but it never executed it, not even as primary`,
    advice: `execute what is forwarded, or keep it and execute it before answering as the primary; acknowledge only then`,
    at: accepted,
  }
}

function isExecutedBy({ trace }: Facts, server: Address, { command }: Call, until: number): boolean {
  const content = contentOf(command)
  return trace.entries
    .slice(0, until + 1)
    .some(({ effects }) =>
      effects.some(
        (effect) =>
          effect.kind === 'executed' && effect.node === server && contentOf(effect.command) === content,
      ),
    )
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
  { answer: { server: former }, call }: Answered,
  server: Address,
  write: string,
  until: number,
): Breach {
  const last = facts.lineages.restores.findLast((restore) => restore.server === server && restore.at <= until)
  const latest = [...facts.views.values()].findLast(({ view, at }) => view.backup === server && at <= until)
  if (latest !== undefined && (last === undefined || last.at < latest.at)) {
    const because = `${write}, which ${former} had answered`
    return (
      acknowledgedTooSoon(facts, latest, server, because, until) ?? {
        rule: 'rule-5',
        sentence: `${server} serves without ${because}: it became backup of view ${latest.view.number}, and has restored no state since`,
        advice:
          'transfer the state whenever a view has a new backup, also when that server was backup before, and install it there',
        at: ackedBefore(latest, until) ?? until,
      }
    )
  }
  const isUndone = restoresOver(facts, call, server, until).length > 0
  const isFewer = !isUndone && isExecutedBy(facts, server, call, until)
  const why = isUndone
    ? 'it had executed it, but the state that it restored does not have it'
    : isFewer
      ? 'its state has it less often than it was answered'
      : `neither the state that ${server} was given nor what it executed since has it`
  return {
    rule: 'rule-5',
    sentence: `${server} serves without ${write}, which ${former} had answered: ${why}`,
    advice:
      'an operation is either in the snapshot, or it is forwarded after it, or in the log since: execute nothing while a transfer is under way, and cut off no more of a log than the snapshot has',
    at: last === undefined || isFewer ? until : last.at,
  }
}

/** The primary acknowledged the view before anything that it sent in it had reached the new backup, or sent nothing. */
function acknowledgedTooSoon(
  facts: Facts,
  announced: Announced,
  server: Address,
  missing: string,
  until: number,
): Breach | null {
  const { primary, number } = announced.view
  const at = ackedBefore(announced, until)
  const toldAt = primary === null ? null : facts.toldAt(primary, number)
  if (primary === null || at === null || toldAt === null) return null
  const heard = delivered(facts, primary, server, at).filter(({ sentAt }) => sentAt >= toldAt)
  if (heard.length > 0) return null
  const acknowledged = `${primary} acknowledged ${nameOfView(announced.view)}`
  const again = facts.lineages.restores.some((restore) => restore.server === server && restore.at < at)
  const missed = `${server} was not given the state${again ? ' again' : ''}, and serves without ${missing}`
  const isSent = facts.trace.entries
    .slice(toldAt, at)
    .some(({ effects }) =>
      effects.some((effect) => effect.kind === 'sent' && effect.from === primary && effect.to === server),
    )
  if (!isSent) {
    return {
      rule: 'rule-5',
      sentence: `${acknowledged} without having sent ${server} anything in it: ${missed}`,
      advice: 'transfer the state whenever a view has a new backup, also when that server was backup before',
      at,
    }
  }
  const answer = delivered(facts, server, primary, at).findLast((message) => message.at >= toldAt)
  const old =
    answer === undefined || answer.sentAt >= announced.at
      ? ''
      : ` (the last that it had heard from ${server} is ${withArticle(answer.kind)} sent before view ${number})`
  return {
    rule: 'rule-1',
    sentence: `${acknowledged} before anything that it sent in it had reached ${server}${old}: ${missed}`,
    advice:
      'the primary acknowledges a view only after its new backup has said that it has the state of this view, also when that server was backup before; what was said in an older view does not count',
    at,
  }
}

interface Delivered {
  readonly kind: string
  readonly sentAt: number
  readonly at: number
}

/** What one server had got from another before entry `until`. */
function delivered(facts: Facts, from: Address, to: Address, until: number): readonly Delivered[] {
  return facts.trace.entries.slice(0, until).flatMap((entry, at) => {
    const message = betweenServers(facts, entry)
    if (message?.from !== from || message.to !== to) return []
    return [{ kind: message.message.kind, sentAt: facts.sentAt[at] ?? at, at }]
  })
}

function ackedBefore({ ackedAt }: Announced, until: number): number | null {
  return ackedAt !== null && ackedAt <= until ? ackedAt : null
}
