import { contentOf, encodePlain, type Address, type Command } from '../../../port/index.ts'
import type { Call } from '../../../trace/index.ts'
import { inventions, storiesOf, wrongDecision, type Decided, type Story } from '../../diagnosis/decisions.ts'
import { betweenServers, nameOfCommand, type Answer, type Facts } from '../../diagnosis/facts.ts'
import type { Breach } from '../../diagnosis/rules.ts'

/** Outcomes that were decided again although they were decided already, or that nobody decided. */
export function decisionBreaches(facts: Facts): readonly Breach[] {
  return [...inventions(facts), ...storiesOf(facts).flatMap((story) => decidedAgain(facts, story))].toSorted(
    (a, b) => (a.at ?? 0) - (b.at ?? 0),
  )
}

const decideOnce =
  'the primary asks app.decide once, before it forwards, and from then on everybody forwards, executes, repeats and transfers the decided command: nothing is left to decide'

/** By who is not the primary, by who has decided it in the same view or executed it, or by who was to take it over. */
function decidedAgain(facts: Facts, story: Story): readonly Breach[] {
  if (story.isRepeated) return []
  return story.decisions.flatMap((made) => {
    const why =
      byOther(facts, made) ??
      twiceInOneView(facts, story, made) ??
      alreadyExecuted(facts, story, made) ??
      handedOnUndecided(facts, story, made)
    return why === null ? [] : [wrongDecision(story, made, why, decideOnce)]
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

/** As often as it was called: a state may still lack an earlier call of the same content, or have it late. */
function alreadyExecuted({ calls, lineages }: Facts, { call }: Story, { node, at }: Decided): string | null {
  const content = contentOf(call.command)
  const called = calls.filter(({ command, calledAt }) => calledAt <= at && contentOf(command) === content)
  const written = lineages.after(node, at - 1).filter((each) => each.content === content)
  const last = written.at(-1)
  if (last === undefined || written.length < called.length) return null
  return `its state has it already, with the outcome ${encodePlain(last.result)}`
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
