import { contentOf, encodePlain, type Address, type Command, type Result } from '../../../port/index.ts'
import { isUndecided } from '../../../services/index.ts'
import type { Call } from '../../../trace/index.ts'
import { serviceOf } from '../../lenses.ts'
import { betweenServers, nameOfCommand, type Answer, type Facts } from '../../diagnosis/facts.ts'
import type { Breach } from '../../diagnosis/rules.ts'

/** Outcomes that were decided again although they were decided already, or that nobody decided. */
export function decisionBreaches(facts: Facts): readonly Breach[] {
  const service = serviceOf(facts.trace)
  return facts.calls
    .filter((call) => isUndecided(service, call.command) && !isMistakable(facts, call))
    .flatMap((call) => {
      const story = storyOf(facts, call)
      return [...inventions(story), ...decidedAgain(facts, story)]
    })
    .toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0))
}

/** Whether another call like it was open at the same time: what was decided may have been for that one. */
function isMistakable({ calls }: Facts, call: Call): boolean {
  const content = contentOf(call.command)
  return calls.some(
    (other) =>
      other !== call &&
      contentOf(other.command) === content &&
      other.calledAt <= endOf(call) &&
      call.calledAt <= endOf(other),
  )
}

function endOf({ outcome }: Call): number {
  return outcome.kind === 'returned' ? outcome.at : Infinity
}

/** What became of a call: while it was open or, where it is the first of its like, until the next one. */
interface Story {
  readonly call: Call
  readonly decisions: readonly Decided[]
  readonly executions: readonly { readonly node: Address; readonly at: number; readonly result: Result }[]
  /** Whether one state holds it more than once: then it is no wonder that it was decided again. */
  readonly isRepeated: boolean
}

interface Decided {
  readonly node: Address
  readonly at: number
  readonly decision: Command
}

function storyOf({ trace, fatal, calls }: Facts, call: Call): Story {
  const content = contentOf(call.command)
  const alike = calls.filter(({ command }) => contentOf(command) === content)
  const end = Math.min(fatal, isFirst(alike, call) ? nextAfter(alike, call) - 1 : endOf(call))
  const invoked = alike.filter(({ calledAt }) => calledAt <= end).length
  const open = trace.entries.slice(call.calledAt, end + 1).flatMap(({ effects }, i) =>
    effects.flatMap((effect) => {
      const isOfCall = 'command' in effect && contentOf(effect.command) === content
      return isOfCall ? [{ ...effect, at: call.calledAt + i }] : []
    }),
  )
  return {
    call,
    decisions: open.flatMap((effect) => (effect.kind === 'decided' ? [effect] : [])),
    executions: open.flatMap((effect) => (effect.kind === 'executed' ? [effect] : [])),
    isRepeated: open.some((effect) => effect.kind === 'executed' && effect.times > invoked),
  }
}

function isFirst(alike: readonly Call[], { calledAt }: Call): boolean {
  return alike.every((other) => other.calledAt >= calledAt)
}

function nextAfter(alike: readonly Call[], { calledAt }: Call): number {
  return Math.min(...alike.flatMap((other) => (other.calledAt > calledAt ? [other.calledAt] : [])), Infinity)
}

function inventions({ call, decisions, executions }: Story): readonly Breach[] {
  const [first] = executions
  if (first === undefined || decisions.some(({ at }) => at <= first.at)) return []
  const { node, at, result } = first
  return [
    {
      rule: 'decided-once',
      sentence: `${node} executed ${nameOfCommand(call.command)} with the outcome ${encodePlain(result)}, which no machine had decided`,
      advice:
        'send the command as the caller gave it, and let the primary have it decided with app.decide: only there are a clock and random numbers',
      at,
    },
  ]
}

/** By who is not the primary, by who has decided it in the same view or executed it, or by who was to take it over. */
function decidedAgain(facts: Facts, story: Story): readonly Breach[] {
  if (story.isRepeated) return []
  return story.decisions.flatMap((made) => {
    const why =
      byOther(facts, made) ??
      twiceInOneView(facts, story, made) ??
      alreadyExecuted(facts, story, made) ??
      handedOnUndecided(facts, story, made)
    if (why === null) return []
    const what = nameOfCommand(story.call.command)
    return [
      {
        rule: 'decided-once' as const,
        sentence: `${made.node} decided ${what}, as \`${nameOfCommand(made.decision)}\`: ${why}`,
        advice:
          'the primary asks app.decide once, before it forwards, and from then on everybody forwards, executes, repeats and transfers the decided command: nothing is left to decide',
        at: made.at,
      },
    ]
  })
}

function byOther({ toldBefore, views }: Facts, { node, at }: Decided): string | null {
  const view = views.get(toldBefore(node, at + 1))?.view
  if (view === undefined || view.primary === node) return null
  return `that is for ${view.primary ?? 'nobody'} to decide, the primary of view ${view.number}`
}

function twiceInOneView({ toldBefore }: Facts, { decisions }: Story, made: Decided): string | null {
  const before = decisions.find(
    ({ node, at, decision }) =>
      node === made.node &&
      at <= made.at &&
      toldBefore(node, at) === toldBefore(node, made.at) &&
      contentOf(decision) !== contentOf(made.decision),
  )
  if (before === undefined || decisions.indexOf(before) > decisions.indexOf(made)) return null
  return `it had decided it as \`${nameOfCommand(before.decision)}\``
}

function alreadyExecuted({ lineages }: Facts, { call }: Story, { node, at }: Decided): string | null {
  const content = contentOf(call.command)
  const written = lineages
    .after(node, at - 1)
    .find((each) => each.at >= call.calledAt && each.content === content)
  if (written === undefined) return null
  return `its state has it already, with the outcome ${encodePlain(written.result)}`
}

/** The primary that answered the call kept the decision to itself: its successor was given the command, and decided too. */
function handedOnUndecided(facts: Facts, { call, executions }: Story, { node, at }: Decided): string | null {
  const executed = executions.find((execution) => execution.node === node && execution.at >= at)
  if (executed === undefined) return null
  const former = facts.replies.find(
    ({ server, id, at: answeredAt, result }) =>
      server !== node &&
      answeredAt < at &&
      facts.requested.get(id) === call &&
      contentOf(result) !== contentOf(executed.result),
  )
  if (former === undefined || !isGivenUndecided(facts, call, former, node, at)) return null
  return `${former.server} had answered the call with ${encodePlain(former.result)}, but had handed it on without that decision`
}

/** Whether the server that answered told `node` of the command, and never of what it had decided. */
function isGivenUndecided(facts: Facts, call: Call, former: Answer, node: Address, until: number): boolean {
  const { entries } = facts.trace
  const decisions = entries.slice(call.calledAt, until).flatMap(({ effects }) =>
    effects.flatMap((effect) => {
      const isTheirs = effect.kind === 'decided' && effect.node === former.server
      return isTheirs && contentOf(effect.command) === contentOf(call.command) ? [effect.decision] : []
    }),
  )
  const told = entries.slice(call.calledAt, until).flatMap((entry) => {
    const message = betweenServers(facts, entry)
    return message?.from === former.server && message.to === node ? [message.message] : []
  })
  const isToldOf = (command: Command): boolean =>
    told.some((message) => contains(message, contentOf(command)))
  return isToldOf(call.command) && !decisions.some(isToldOf)
}

/** Whether there is something of this content in the message, however deep. */
function contains(part: unknown, content: string): boolean {
  if (typeof part !== 'object' || part === null) return false
  if (part instanceof Map || part instanceof Set || Array.isArray(part))
    return [...part].some((each) => contains(each, content))
  return contentOf(part) === content || Object.values(part).some((each) => contains(each, content))
}
