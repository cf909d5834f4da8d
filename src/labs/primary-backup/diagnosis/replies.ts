import { contentOf, encodePlain, type Address } from '../../../port/index.ts'
import { isWrite, replyIn, requestIn } from '../../lenses.ts'
import {
  betweenServers,
  nameOfRequest,
  nameOfView,
  viewNamedIn,
  type Answer,
  type Facts,
} from '../../diagnosis/facts.ts'
import type { Breach } from '../../diagnosis/rules.ts'
import { withArticle } from '../../diagnosis/words.ts'
import type { View } from '../index.ts'
import { acceptancesOf, isInherited, mentions } from './causality.ts'

/** Replies of servers that may not answer at all: rule 4. */
export function roleBreaches(facts: Facts): readonly Breach[] {
  return facts.replies.flatMap((answer) => roleBreach(facts, answer) ?? [])
}

/** Replies that came too soon: rules 2, 3 and 5. */
export function replyBreaches(facts: Facts): readonly Breach[] {
  const given = new Set<string>()
  const breaches = facts.replies.flatMap((answer) => {
    // An answer that was given before may be given again.
    const key = `${answer.id} ${encodePlain(answer.result)}`
    const breach = given.has(key) ? null : aloneBreach(facts, answer)
    given.add(key)
    return breach === null ? [] : [{ breach, isFatal: isFatal(facts, answer) }]
  })
  // The answer with which the promise broke tells more than one that happened to be right.
  return breaches.toSorted((a, b) => Number(b.isFatal) - Number(a.isFatal)).map(({ breach }) => breach)
}

function isFatal({ trace, fatal }: Facts, { server, id }: Answer): boolean {
  const cause = trace.entries[fatal]?.cause
  return cause?.kind === 'deliver' && cause.from === server && replyIn(cause.message)?.id === id
}

function roleBreach(facts: Facts, { at, server, id, viewNumber }: Answer): Breach | null {
  const view = viewNumber === null ? undefined : facts.views.get(viewNumber)
  if (view === undefined || view.at > at) {
    const named =
      viewNumber === null ? 'without naming a view' : `in view ${viewNumber}, which nobody had announced`
    return {
      rule: 'rule-4',
      sentence: `${server} answered ${nameOfRequest(facts, id)} ${named}`,
      advice: 'answer only as the primary of a view that the view server has told, and name it in the Reply',
      at,
    }
  }
  if (servedView(facts, server, view.view.number, at) !== null) return null
  const role = view.view.backup === server ? 'its backup' : 'no member of it'
  return {
    rule: 'rule-4',
    sentence: `${server} answered ${nameOfRequest(facts, id)} in ${nameOfView(view.view)}, although it is ${role}`,
    advice: `refuse: send a Refusal, so that the client turns to ${view.view.primary ?? 'the primary'}`,
    at,
  }
}

/** The view of that number, or the earliest later one that the server had been told of, of which it is the primary. */
function servedView(facts: Facts, server: Address, number: number, until: number): View | null {
  const served = [...facts.views.values()]
    .filter(({ view, at }) => view.number >= number && at <= until && view.primary === server)
    .filter(({ view }) => view.number === number || view.number <= facts.toldBefore(server, until + 1))
    .toSorted((a, b) => a.view.number - b.view.number)
  return served[0]?.view ?? null
}

/**
 * Rules 2, 3 and 5: the backup must have accepted the call, with the state, in the same view. What counts is the view
 * that the server is in when it answers: that may be a later one than the view that a repeated answer names. What
 * it had done or got in an earlier view needs no consent: a view ends only after its backup has been given the state.
 */
function aloneBreach(facts: Facts, answer: Answer): Breach | null {
  const { at, server, id, viewNumber } = answer
  const named = viewNumber === null ? null : servedView(facts, server, viewNumber, at)
  if (named === null) return null
  const told = facts.views.get(facts.toldBefore(server, at))?.view
  const view = told !== undefined && told.number > named.number && told.primary === server ? told : named
  if (view.backup === null || view.backup === server) return null
  const accepted = acceptancesOf(facts, id, server, view.backup, at)
  if (accepted.length > 0) return tooLate(facts, answer, view, accepted) ?? unmentioned(facts, answer, view)
  if (isFromBefore(facts, answer, view)) return null
  if (view.number > named.number) return wentBack(facts, answer, named, view)
  return duringTransfer(facts, answer, view) ?? deposed(facts, answer, view) ?? alone(facts, answer, view)
}

/** Whether the server had got the call and executed it, or heard of it from another one, before it was told of the view. */
function isFromBefore(facts: Facts, { server, id }: Answer, { number }: View): boolean {
  const toldAt = facts.toldAt(server, number)
  const command = facts.requested.get(id)?.command
  if (toldAt === null || command === undefined) return false
  if (isInherited(facts, id, server, toldAt)) return true
  const before = facts.trace.entries.slice(0, toldAt)
  const gotAt = before.findIndex(
    ({ cause }) => cause.kind === 'deliver' && cause.to === server && requestIn(cause.message)?.id === id,
  )
  if (gotAt < 0) return false
  const content = contentOf(command)
  return before
    .slice(gotAt)
    .flatMap(({ effects }) => effects)
    .some(
      (effect) =>
        effect.kind === 'executed' && effect.node === server && contentOf(effect.command) === content,
    )
}

function wentBack(facts: Facts, { at, server, id }: Answer, named: View, told: View): Breach {
  return {
    rule: 'rule-2',
    sentence: `${server} answered ${nameOfRequest(facts, id)} as in view ${named.number}, although it had been told of ${nameOfView(told)}: ${told.backup ?? 'its backup'} has not accepted it`,
    advice: `never go back to an older view, whatever message comes late: in view ${told.number} every operation needs the consent of ${told.backup ?? 'the backup'}`,
    at,
  }
}

function alone(facts: Facts, { at, server, id }: Answer, view: View): Breach {
  const { backup, number } = view
  const isRead = !isWriteRequest(facts, id)
  const newer = [...facts.views.values()].find(
    (later) => later.view.number > number && later.at <= at && later.view.primary !== server,
  )
  const also =
    newer === undefined
      ? ''
      : `; ${newer.view.primary ?? 'nobody'} is primary of view ${newer.view.number} by then, of which ${server} has not heard`
  return {
    rule: 'rule-2',
    sentence: `${server}, primary of view ${number}, answered ${nameOfRequest(facts, id)} without having heard from its backup ${backup ?? ''} that it had accepted it${also}`,
    advice: isRead
      ? `forward reads as well, and answer after ${backup ?? 'the backup'} has accepted: a deposed primary would then learn that it is one`
      : `forward it to ${backup ?? 'the backup'}, wait until that has accepted it, and only then reply: should ${server} crash now, a write that was promised is lost`,
    at,
  }
}

/** The server knew of a later view in which it is not the primary. */
function deposed(facts: Facts, { at, server, id }: Answer, view: View): Breach | null {
  const told = facts.views.get(facts.toldBefore(server, at))
  if (told === undefined || told.view.number <= view.number || told.view.primary === server) return null
  return {
    rule: 'rule-4',
    sentence: `${server} answered ${nameOfRequest(facts, id)} in view ${view.number}, although it had been told of ${nameOfView(told.view)}`,
    advice: `refuse: from the moment that it is told of view ${told.view.number} a server never goes back to an older one`,
    at,
  }
}

/** Rule 5: executed after the snapshot for the new backup was taken, and before that was known to have it. */
function duringTransfer(facts: Facts, { at, server, id }: Answer, view: View): Breach | null {
  const command = facts.requested.get(id)?.command
  if (command === undefined || view.backup === null || !isWriteRequest(facts, id)) return null
  const executed = facts.lineages
    .after(server, at)
    .findLast(({ content, by }) => content === contentOf(command) && by === server)
  const snapshot = facts.lineages.snapshots.findLast(
    (taken) => taken.server === server && executed !== undefined && taken.at < executed.at,
  )
  if (executed === undefined || snapshot === undefined) return null
  if (facts.toldBefore(server, snapshot.at + 1) < view.number) return null
  if (heardSince(facts, server, view.backup, snapshot.at, executed.at)) return null
  return {
    rule: 'rule-5',
    sentence: `${server} executed ${nameOfRequest(facts, id)} while its state was on the way to ${view.backup}: the snapshot does not have it, and nobody forwards it`,
    advice: `wait with new requests until ${view.backup} has the state, or forward them to it after the transfer`,
    at: executed.at,
  }
}

/** Whether, before entry `until`, the server heard from the other one something sent after that had got `since`. */
function heardSince(facts: Facts, server: Address, other: Address, since: number, until: number): boolean {
  let gotAt = Infinity
  for (const [at, entry] of facts.trace.entries.slice(0, until + 1).entries()) {
    const message = betweenServers(facts, entry)
    if (message === null) continue
    const sent = facts.sentAt[at] ?? at
    if (message.from === server && message.to === other && sent >= since) gotAt = Math.min(gotAt, at)
    if (message.from === other && message.to === server && sent >= gotAt) return true
  }
  return false
}

/** Rule 3. */
function tooLate(
  facts: Facts,
  { id, server }: Answer,
  view: View,
  accepted: readonly number[],
): Breach | null {
  const backup = view.backup ?? ''
  const [first] = accepted
  const isLate = accepted.every((at) => facts.toldBefore(backup, at) > view.number)
  const message = first === undefined ? null : betweenServers(facts, facts.trace.entries[first])
  if (first === undefined || !isLate || message === null) return null
  const told = facts.toldBefore(backup, first)
  return {
    rule: 'rule-3',
    sentence: `${backup} accepted ${withArticle(message.message.kind)} of view ${viewNamedIn(message.message) ?? view.number} while in view ${told}; on the strength of it ${server}, primary of view ${view.number}, answered ${nameOfRequest(facts, id)}`,
    advice: `${backup} compares the view of the message with its own and refuses; ${server} takes a refusal as a sign that it is deposed`,
    at: first,
  }
}

/** Rule 2 again, where the servers name the requests that they talk about, and this one was not named to the backup. */
function unmentioned(facts: Facts, answer: Answer, view: View): Breach | null {
  const { trace, requested } = facts
  const forwards = trace.entries.slice(0, answer.at + 1).flatMap((entry) => {
    const message = betweenServers(facts, entry)
    return message !== null && message.to === view.backup ? [message.message] : []
  })
  const names = (id: string): boolean => forwards.some((message) => mentions(message, id))
  if (names(answer.id) || ![...requested.keys()].some(names)) return null
  const executedHere = trace.entries[answer.at]?.effects.some(
    (effect) => effect.kind === 'executed' && effect.node === answer.server,
  )
  return executedHere === true ? alone(facts, answer, view) : null
}

function isWriteRequest({ trace, requested }: Facts, id: string): boolean {
  const call = requested.get(id)
  return call !== undefined && isWrite(trace, call.command)
}
