import { contentOf, encodePlain, type Command } from '../../port/index.ts'
import type { Call } from '../../trace/index.ts'
import { requestIn } from '../lenses.ts'
import type { Written } from '../lineage.ts'
import { nameOfCommand, nameOfRequest, type Answer, type Facts } from './facts.ts'
import { overwritten, restoresOver } from './overwritten.ts'
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
    const have = countIn(lineage, write)
    const answered = countAmong(answeredHere, write)
    return have >= answered
      ? []
      : [overwritten(facts, write, answer.server, answer.at) ?? missingBreach(facts, write, have, answered)]
  })
  return unexecuted.concat(missing)
}

/** By anybody, while the call was open. */
function isExecuted(facts: Facts, { call, answer }: Answered): boolean {
  return executionsOf(facts, call.command, call.calledAt, answer.at).executors.length > 0
}

function unexecutedBreach(facts: Facts, { server, at, id }: Answer): Breach {
  const call = facts.requested.get(id)
  // For an earlier call of the same content.
  const isOld = call !== undefined && executionsOf(facts, call.command, 0, at).executors.length > 0
  return {
    rule: 'at-most-once',
    sentence: `${server} answered ${nameOfRequest(facts, id)}, but nobody had executed it${isOld ? ` since ${call.client} called it` : ''}`,
    advice:
      'a request is answered only when it was executed: remember its number together with its result, not when it arrives; and by client and number, not by its number or its content alone',
    at,
  }
}

function missingBreach(facts: Facts, write: Answered, have: number, answered: number): Breach {
  const { answer, call } = write
  const { server, at, id } = answer
  const request = nameOfRequest(facts, id)
  const { executors, executedAt } = executionsOf(facts, call.command, call.calledAt, at)
  if (executors.length === 0) return unexecutedBreach(facts, answer)
  if (have > 0) {
    return {
      ...unexecutedBreach(facts, answer),
      sentence: `${server} answered ${request}, but has executed too little for that: of ${answered} such calls that it answered its state has ${have}`,
    }
  }
  const others = executors.join(' and ')
  if (!executors.includes(server) && isAsked(facts, answer, executedAt)) {
    return {
      ...unexecutedBreach(facts, answer),
      sentence: `${server} answered ${request}, but had not executed it: only ${others} had`,
    }
  }
  const undone = restoresOver(facts, call, server, at).at(-1)
  const how = !executors.includes(server)
    ? `: only ${others} had executed it`
    : undone === undefined
      ? ''
      : `: ${server} had executed it, and then restored a state without it`
  return {
    rule: 'rule-7',
    sentence: `${server} answered ${request} as something already done, but its state does not have it${how}`,
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

/** Who executed such a command in entries `from` to `until`, and when the first of them did. */
function executionsOf(
  { trace }: Facts,
  command: Command,
  from: number,
  until: number,
): { readonly executors: readonly string[]; readonly executedAt: number } {
  const content = contentOf(command)
  const executions = trace.entries.slice(from, until + 1).flatMap(({ effects }, i) =>
    effects.flatMap((effect) => {
      const isIt = effect.kind === 'executed' && contentOf(effect.command) === content
      return isIt ? [{ by: effect.node, at: from + i }] : []
    }),
  )
  const executors = [...new Set(executions.map(({ by }) => by))]
  return { executors, executedAt: executions[0]?.at ?? until }
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
