import { contentOf, encodePlain } from '../../port/index.ts'
import type { Call } from '../../trace/index.ts'
import { requestIn } from '../lenses.ts'
import type { Written } from '../lineage.ts'
import { nameOfCommand, nameOfRequest, type Answer, type Facts } from './facts.ts'
import { overwritten } from './overwritten.ts'
import { answeredCalls, countAmong, countIn, promisedWrites, type Answered } from './promises.ts'
import type { Breach } from './rules.ts'

/** Answers to what was never executed, or is not in the state of who answers. */
export function emptyBreaches(facts: Facts): readonly Breach[] {
  const unexecuted = answeredCalls(facts).flatMap((answered) =>
    isExecuted(facts, answered) ? [] : [unexecutedBreach(facts, answered.answer)],
  )
  const promised = promisedWrites(facts)
  const missing = promised.flatMap((write) => {
    const { answer } = write
    const lineage = facts.lineages.after(answer.server, answer.at)
    const answeredHere = promised.filter(
      (other) => other.answer.server === answer.server && other.answer.at <= answer.at,
    )
    return countIn(lineage, write) >= countAmong(answeredHere, write)
      ? []
      : [overwritten(facts, write, answer.server, answer.at) ?? missingBreach(facts, write, lineage)]
  })
  return unexecuted.concat(missing)
}

/** By anybody, while the call was open. */
function isExecuted({ trace }: Facts, { call, answer }: Answered): boolean {
  const content = contentOf(call.command)
  return trace.entries
    .slice(call.calledAt, answer.at + 1)
    .some(({ effects }) =>
      effects.some((effect) => effect.kind === 'executed' && contentOf(effect.command) === content),
    )
}

function unexecutedBreach(facts: Facts, { server, at, id }: Answer): Breach {
  return {
    rule: 'at-most-once',
    sentence: `${server} answered ${nameOfRequest(facts, id)}, but nobody had executed it`,
    advice:
      'a request is answered only when it was executed: remember its number together with its result, not when it arrives; and by client and number, not by its number or its content alone',
    at,
  }
}

function missingBreach(facts: Facts, { answer, call }: Answered, lineage: readonly Written[]): Breach {
  const { server, at, id } = answer
  const { by, executedAt } = executionOf(facts, call, at)
  if (by === server || lineage.some(({ content }) => content === contentOf(call.command)))
    return unexecutedBreach(facts, answer)
  if (isAsked(facts, answer, executedAt)) {
    return {
      ...unexecutedBreach(facts, answer),
      sentence: `${server} answered ${nameOfRequest(facts, id)}, but had not executed it: only ${by} had`,
    }
  }
  return {
    rule: 'rule-7',
    sentence: `${server} answered ${nameOfRequest(facts, id)} as something already done, but its state does not have it: only ${by} had executed it`,
    advice:
      'the state and the table of answered requests belong together: transfer, install and keep them as one',
    at,
  }
}

/** Whether the server knows the call from the client, and from nobody who had executed it. */
function isAsked({ trace }: Facts, { server, id }: Answer, until: number): boolean {
  return trace.entries
    .slice(0, until)
    .some(
      ({ cause }) => cause.kind === 'deliver' && cause.to === server && requestIn(cause.message)?.id === id,
    )
}

function executionOf(
  { trace }: Facts,
  call: Call,
  until: number,
): { readonly by: string | null; readonly executedAt: number } {
  const content = contentOf(call.command)
  for (const [i, { effects }] of trace.entries.slice(call.calledAt, until + 1).entries()) {
    for (const effect of effects) {
      if (effect.kind === 'executed' && contentOf(effect.command) === content)
        return { by: effect.node, executedAt: call.calledAt + i }
    }
  }
  return { by: null, executedAt: until }
}

/** The next primary has executed something else, or in another order, than the one that answered before it. */
export function orderBreaches(facts: Facts): readonly Breach[] {
  const promised = promisedWrites(facts).filter(({ call }) => isUnique(facts, contentOf(call.command)))
  return facts.replies.flatMap(({ server, at }) => {
    const mine = uniqueIn(facts, facts.lineages.after(server, at))
    for (const { answer, call } of promised) {
      if (answer.server === server || answer.at > at) continue
      const theirs = uniqueIn(facts, facts.lineages.after(answer.server, answer.at))
      const breach = swapped(mine, theirs, answer, server) ?? differing(facts, mine, theirs, answer, call)
      if (breach !== null) return [breach]
    }
    return []
  })
}

const inOrder =
  'number the operations, or send the next one only after the last was accepted; the backup executes them by number'

function swapped(
  mine: readonly Written[],
  theirs: readonly Written[],
  answer: Answer,
  server: string,
): Breach | null {
  const pair = swappedIn(mine, theirs)
  if (pair === null) return null
  const [a, b] = pair
  return {
    rule: 'same-order',
    sentence: `${answer.server} executed ${nameOfCommand(a.command)} before ${nameOfCommand(b.command)}, ${server} the other way round`,
    advice: inOrder,
    at: mine.find(({ content }) => content === b.content)?.at ?? answer.at,
  }
}

/** The write is in the state, but with another result than was promised. */
function differing(
  facts: Facts,
  mine: readonly Written[],
  theirs: readonly Written[],
  answer: Answer,
  call: Call,
): Breach | null {
  const content = contentOf(call.command)
  const written = mine.find((each) => each.content === content)
  if (written === undefined || contentOf(written.result) === contentOf(answer.result)) return null
  const other = mine
    .slice(0, mine.indexOf(written))
    .find((each) => theirs.every((their) => their.content !== each.content))
  const after = other === undefined ? 'in another state' : `after ${nameOfCommand(other.command)}`
  return {
    rule: 'same-order',
    sentence: `${written.by} executed ${nameOfCommand(call.command)} ${after}, with the result ${encodePlain(written.result)}; ${answer.server} answered ${nameOfRequest(facts, answer.id)} with ${encodePlain(answer.result)}`,
    advice: inOrder,
    at: written.at,
  }
}

function swappedIn(mine: readonly Written[], theirs: readonly Written[]): readonly [Written, Written] | null {
  const place = new Map(mine.map(({ content }, i) => [content, i]))
  const shared = theirs.filter(({ content }) => place.has(content))
  for (const [i, a] of shared.entries()) {
    const b = shared
      .slice(i + 1)
      .find(({ content }) => (place.get(content) ?? 0) < (place.get(a.content) ?? 0))
    if (b !== undefined) return [a, b]
  }
  return null
}

/** Writes of equal content cannot be told apart: only those that were invoked once are compared. */
function uniqueIn(facts: Facts, lineage: readonly Written[]): readonly Written[] {
  return lineage.filter(({ content }) => isUnique(facts, content))
}

function isUnique({ calls }: Facts, content: string): boolean {
  return calls.filter(({ command }) => contentOf(command) === content).length === 1
}
