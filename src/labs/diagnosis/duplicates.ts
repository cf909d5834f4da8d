import { contentOf, encodePlain, type Command } from '../../port/index.ts'
import type { Call, Executed } from '../../trace/index.ts'
import { isWrite, requestIn } from '../lenses.ts'
import { viewIn } from '../primary-backup/lenses.ts'
import type { Restore, Written } from '../lineage.ts'
import { betweenServers, nameOfCommand, nameOfRequest, type Answer, type Facts } from './facts.ts'
import type { Breach } from './rules.ts'

/** Writes that were executed again, or answered anew, because somebody did not remember them. */
export function duplicateBreaches(facts: Facts): readonly Breach[] {
  const invoked = new Map<string, number>()
  const breaches: Breach[] = []
  for (const [at, { cause, effects }] of facts.trace.entries.entries()) {
    if (cause.kind === 'invoke') {
      const content = contentOf(cause.command)
      invoked.set(content, (invoked.get(content) ?? 0) + 1)
    }
    for (const effect of effects) {
      if (effect.kind !== 'executed' || !effect.write) continue
      const times = invoked.get(contentOf(effect.command)) ?? 0
      if (effect.times > times) breaches.push(times === 0 ? invented(effect, at) : again(facts, effect, at))
    }
  }
  return [...breaches, ...answeredAnew(facts)]
}

function invented({ node, command }: Executed, at: number): Breach {
  return {
    rule: 'state-machine',
    sentence: `${node} executed ${nameOfCommand(command)}, which no client had asked for`,
    advice: 'execute the command of a Request as it came, and nothing else',
    at,
  }
}

function again(facts: Facts, { node, command }: Executed, at: number): Breach {
  const content = contentOf(command)
  const former = facts.lineages.after(node, at - 1).findLast((written) => written.content === content)
  if (former === undefined) return twiceInOneStep(facts, command, node, at) ?? forgot(node, command, at, '')
  const inverted = invertedAfter(facts, former, node, at)
  if (inverted !== null) return inverted
  if (isTold(facts, at) || !isAskedAgain(facts, content, at)) {
    const breach = replayed(facts, former, node, at)
    if (breach !== null) return breach
  }
  const restore = facts.lineages.restores.findLast(
    (restored) =>
      restored.server === node &&
      restored.at <= at &&
      !restored.before.includes(former) &&
      former.by !== node,
  )
  if (restore !== undefined) return notTransferred(facts, restore, former, node, at)
  const views = [facts.toldBefore(node, former.at + 1), facts.toldBefore(node, at + 1)] as const
  const forwarded = betweenServers(facts, facts.trace.entries[former.at])
  const isPromoted =
    facts.views.get(views[0])?.view.backup === node && facts.views.get(views[1])?.view.backup !== node
  if (forwarded !== null && isPromoted) {
    return {
      rule: 'rule-7',
      sentence: `${node} executed ${nameOfCommand(command)} when ${forwarded.from} forwarded it, did not remember whose call that was, and executed it again when the call came again`,
      advice: `a backup keeps, with every forwarded request, the client's number and the result: when the call comes again, it answers with that`,
      at,
    }
  }
  if (isTold(facts, former.at)) {
    return {
      rule: 'rule-7',
      sentence: `${node} executed ${nameOfCommand(command)} out of its log when it was told of view ${views[0]}, did not remember whose call that was, and executed it again when the call came again`,
      advice:
        'save the number of the call with the command: who executes a log remembers the answers as well',
      at,
    }
  }
  const since = views[0] === views[1] ? '' : ` (in view ${views[0]}, now it is in view ${views[1]})`
  return forgot(node, command, at, since)
}

/** Whether the view server told somebody of a view in this entry. */
function isTold({ trace }: Facts, at: number): boolean {
  const cause = trace.entries[at]?.cause
  return cause?.kind === 'deliver' && viewIn(cause.message) !== null
}

/** Whether the call came more than once: then it may have been executed again for the client's sake. */
function isAskedAgain({ trace, requested }: Facts, content: string, until: number): boolean {
  const came = trace.entries.slice(0, until + 1).filter(({ cause }) => {
    const request = cause.kind === 'deliver' ? requestIn(cause.message) : null
    return request !== null && contentOf(requested.get(request.id)?.command ?? null) === content
  })
  return came.length > 1
}

/** What was saved twice is executed twice. */
function twiceInOneStep(facts: Facts, command: Command, node: string, at: number): Breach | null {
  if (!isTold(facts, at)) return null
  const view = facts.toldBefore(node, at + 1)
  return {
    rule: 'at-most-once',
    sentence: `${node} executed ${nameOfCommand(command)} twice when it was told of view ${view}: it had saved it twice`,
    advice: numbered,
    at,
  }
}

/** A later call of a client, executed before an earlier one: then the table of answers knows the wrong one as the last. */
function invertedAfter(facts: Facts, former: Written, node: string, until: number): Breach | null {
  const callOf = (content: string): Call | null => {
    const [call, ...others] = facts.calls.filter(({ command }) => contentOf(command) === content)
    return call === undefined || others.length > 0 ? null : call
  }
  const later = callOf(former.content)
  const lineage = facts.lineages.after(node, until - 1)
  const earlier = lineage.slice(lineage.indexOf(former) + 1).find(({ content, by }) => {
    const call = callOf(content)
    return by === node && call !== null && call.client === later?.client && call.number < later.number
  })
  if (later === null || earlier === undefined || former.by !== node) return null
  if (lineage.findIndex(({ content }) => content === earlier.content) < lineage.indexOf(former)) return null
  return {
    rule: 'same-order',
    sentence: `${node} executed call ${later.number} of ${later.client} (${nameOfCommand(former.command)}) before its earlier call (${nameOfCommand(earlier.command)}), so that it remembers the wrong one as the last, and executed the other again`,
    advice:
      'number the operations in the order of the primary, and execute a log from its beginning to its end',
    at: earlier.at,
  }
}

const numbered =
  'give each operation a number: one that is sent again is saved and executed once, and one that was executed is out of the log'

/** Executed again, and not for the client's sake: out of a log, or since another server said so. */
function replayed(facts: Facts, former: Written, node: string, at: number): Breach | null {
  const write = nameOfCommand(former.command)
  const message = betweenServers(facts, facts.trace.entries[at])
  if (message === null && !isTold(facts, at)) return null
  const told = facts.toldBefore(node, at + 1)
  const how =
    message === null
      ? `out of its log when it was told of view ${told}`
      : `with the ${message.message.kind} of ${message.from}`
  if (former.by !== node) {
    return {
      rule: 'rule-5',
      sentence: `${node} executed ${write} ${how}, although the state that it had been given already had it (executed by ${former.by})`,
      advice:
        'a log begins where the state ends: number the operations, and empty the old log when a state is installed',
      at,
    }
  }
  const toldThen = facts.toldBefore(node, former.at + 1)
  if (message !== null && toldThen < told) {
    return {
      rule: 'rule-5',
      sentence: `${node} executed ${write} ${how} in view ${told}, although it had executed it itself in view ${toldThen}, and has that in its state`,
      advice:
        'a new backup forgets what it had, and begins with the state that belongs to the log that it is given',
      at,
    }
  }
  return {
    rule: 'at-most-once',
    sentence: `${node} executed ${write} ${how}, although it had executed it itself before`,
    advice: numbered,
    at,
  }
}

function forgot(node: string, command: Executed['command'], at: number, since: string): Breach {
  return {
    rule: 'at-most-once',
    sentence: `${node} executed ${nameOfCommand(command)} a second time, although it had executed it itself before${since}`,
    advice:
      'remember the number and the result of the last request of each client; answer a repetition with that result',
    at,
  }
}

function notTransferred(facts: Facts, restore: Restore, former: Written, node: string, at: number): Breach {
  const cause = facts.trace.entries[restore.at]?.cause
  const message = cause?.kind === 'deliver' ? cause.message : null
  const from = cause?.kind === 'deliver' ? cause.from : former.by
  const write = `${nameOfCommand(former.command)} (executed by ${former.by})`
  const transfer = message === null ? 'a snapshot' : `the ${message.kind} of ${from}`
  const client = facts.calls.find(({ command }) => contentOf(command) === former.content)?.client
  // The snapshot knows no clients: who is named was named for the sake of at-most-once.
  if (client !== undefined && message !== null && speaksOf(message, client)) {
    return {
      rule: 'at-most-once',
      sentence: `${node} got the effect of ${write} with ${transfer}, and executed it again, although that speaks of ${client}: the table of answered requests was not installed, or not looked at`,
      advice: 'install the table together with the snapshot, and answer the repetition from it',
      at,
    }
  }
  return {
    rule: 'rule-7',
    sentence: `${node} got the effect of ${write} with ${transfer}, but not the knowledge that this call had been executed, and executed it again`,
    advice:
      'send the table of answered requests along with the snapshot and install both together; then answer the repetition from the table',
    at,
  }
}

/** Whether the answer is that of an execution in the server's own state, which may be a poorer one than the first's. */
function isExecutedBy({ lineages }: Facts, { server, at, result }: Answer, command: Command): boolean {
  const content = contentOf(command)
  return lineages
    .after(server, at)
    .some((written) => written.content === content && contentOf(written.result) === contentOf(result))
}

function speaksOf(value: unknown, word: string): boolean {
  if (typeof value !== 'object' || value === null) return value === word
  if (value instanceof Map) return [...value].some((pair) => speaksOf(pair, word))
  if (value instanceof Set || Array.isArray(value)) return [...value].some((part) => speaksOf(part, word))
  return Object.entries(value).some(([field, part]) => field === word || speaksOf(part, word))
}

/** Two answers to one write: one of them was computed anew. */
function answeredAnew(facts: Facts): readonly Breach[] {
  const first = new Map<string, Answer>()
  const breaches: Breach[] = []
  for (const answer of facts.replies) {
    const command = facts.requested.get(answer.id)?.command
    const former = first.get(answer.id)
    if (former === undefined) first.set(answer.id, answer)
    else if (
      command !== undefined &&
      isWrite(facts.trace, command) &&
      contentOf(former.result) !== contentOf(answer.result) &&
      !isExecutedBy(facts, answer, command)
    ) {
      breaches.push({
        rule: 'at-most-once',
        sentence: `${answer.server} answered ${nameOfRequest(facts, answer.id)} with ${encodePlain(answer.result)}, and ${former.server} had answered it with ${encodePlain(former.result)}`,
        advice: 'answer a repetition with the result that was remembered, whatever the state is by now',
        at: answer.at,
      })
    }
  }
  return breaches
}
