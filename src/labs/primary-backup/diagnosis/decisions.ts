import { contentOf, encodePlain, type Address, type Command, type Result } from '../../../port/index.ts'
import { isUndecided } from '../../../services/index.ts'
import type { Call } from '../../../trace/index.ts'
import { serviceOf } from '../../lenses.ts'
import { nameOfCommand, type Facts } from '../../diagnosis/facts.ts'
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

/** What became of a call: while it was open or, where no other is like it, until the promise was broken. */
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
  const alike = calls.filter(({ command }) => contentOf(command) === content).length
  const end = alike > 1 ? Math.min(endOf(call), fatal) : fatal
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
    isRepeated: open.some((effect) => effect.kind === 'executed' && effect.times > alike),
  }
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

/** By who is not the primary, by who has decided it in the same view, or by who has executed it. */
function decidedAgain(facts: Facts, story: Story): readonly Breach[] {
  if (story.isRepeated) return []
  return story.decisions.flatMap((made) => {
    const why =
      byOther(facts, made) ?? twiceInOneView(facts, story, made) ?? alreadyExecuted(facts, story, made)
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
