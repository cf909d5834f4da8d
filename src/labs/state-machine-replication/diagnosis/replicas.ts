import { contentOf, encodePlain } from '../../../port/index.ts'
import { isWrite, serviceOf } from '../../lenses.ts'
import { firstDifference, type Written } from '../../lineage.ts'
import { inventions, storiesOf, wrongDecision, type Story } from '../../diagnosis/decisions.ts'
import { nameOfCommand, nameOfRequest, type Facts } from '../../diagnosis/facts.ts'
import { answeredCalls, type Answered } from '../../diagnosis/promises.ts'
import type { Breach } from '../../diagnosis/rules.ts'

/** A server that executed a write where another one had executed a different one, or had it in another place. */
export function divergenceBreaches(facts: Facts): readonly Breach[] {
  const { trace, lineages } = facts
  let ahead: readonly Written[] = []
  for (const [at, { effects }] of trace.entries.entries()) {
    for (const effect of effects) {
      if (effect.kind !== 'executed' || !effect.write) continue
      const mine = lineages.after(effect.node, at)
      const place = firstDifference(mine, ahead)
      const here = mine[place]
      const there = ahead[place]
      if (here !== undefined && there !== undefined) return [divergence(effect.node, mine, here, there)]
      if (mine.length > ahead.length) ahead = mine
    }
  }
  return []
}

function divergence(node: string, mine: readonly Written[], here: Written, there: Written): Breach {
  if (here.content === there.content) return otherOutcome(node, here, there)
  const isKnown = mine.some(({ content }) => content === there.content)
  const theirs = nameOfCommand(there.command)
  return {
    rule: 'same-order',
    sentence: `${node} executed ${nameOfCommand(here.command)} where ${there.by} had executed ${theirs}${isKnown ? '' : `, which ${node} does not have`}`,
    advice:
      'let one server number the operations; every server executes number n only after number n-1, keeps what comes too early or waits until it is sent again, and executes no number twice',
    at: here.at,
  }
}

/** The same command in the same place, and yet another result: it was not determined by the command. */
function otherOutcome(node: string, { command, result, at }: Written, there: Written): Breach {
  return {
    rule: 'decided-once',
    sentence: `${node} executed ${nameOfCommand(command)} with the outcome ${encodePlain(result)}, and ${there.by} with the outcome ${encodePlain(there.result)}`,
    advice: decideOnce,
    at,
  }
}

const decideOnce =
  'let the server that orders the operations have each one decided once, with app.decide, and send the others what was decided: that is what everybody executes'

/** Outcomes that were decided again, and came to be used, or that nobody decided. */
export function decisionBreaches(facts: Facts): readonly Breach[] {
  return [...inventions(facts), ...storiesOf(facts).flatMap((story) => decidedTwice(facts, story))]
}

/** What is decided and then dropped hurts nobody: there must be two results of the one call. */
function decidedTwice({ replies, requested }: Facts, story: Story): readonly Breach[] {
  const answers = replies.filter(({ id, at }) => requested.get(id) === story.call && at <= story.until)
  const results = [...story.executions, ...answers].map(({ result }) => contentOf(result))
  const [first, ...others] = story.decisions
  const again = others.find(({ decision }) => contentOf(decision) !== contentOf(first?.decision))
  if (first === undefined || again === undefined || story.isRepeated || new Set(results).size < 2) return []
  const who = first.node === again.node ? 'it' : first.node
  const why = `${who} had decided it as \`${nameOfCommand(first.decision)}\``
  return [wrongDecision(story, again, why, decideOnce)]
}

/** Reads from a state that lacks what a client had been told before the read was called. */
export function oldReadBreaches(facts: Facts): readonly Breach[] {
  const answered = answeredCalls(facts)
  const { trace, lineages } = facts
  return answered.flatMap((read) => {
    const { call, answer } = read
    if (isWrite(trace, call.command)) return []
    const { keyOf } = serviceOf(trace)
    const key = keyOf(call.command)
    const mine = lineages.after(answer.server, answer.at)
    for (const former of answered) {
      if (former.returnedAt >= call.calledAt || former.answer.server === answer.server) continue
      if (keyOf(former.call.command) !== key) continue
      const told = toldBy(facts, former).find(
        ({ content, command }) => keyOf(command) === key && mine.every((each) => each.content !== content),
      )
      if (told === undefined) continue
      return [
        {
          rule: 'same-order' as const,
          sentence: `${answer.server} answered ${nameOfRequest(facts, answer.id)} from a state without ${nameOfCommand(told.command)}, of which ${former.call.client} had already been told by ${former.answer.server}`,
          advice:
            'order reads like writes, or let only the server answer them that decides on the order: no other one knows how old its state is',
          at: answer.at,
        },
      ]
    }
    return []
  })
}

/** The writes that a returned call speaks of: itself, or what was there when its answer was computed. */
function toldBy({ trace, lineages }: Facts, { call, answer }: Answered): readonly Written[] {
  const content = contentOf(call.command)
  const after = lineages.after(answer.server, answer.at)
  if (isWrite(trace, call.command)) return after.filter((written) => written.content === content)
  const computedAt = trace.entries.findLastIndex(
    ({ effects }, at) =>
      at <= answer.at &&
      at >= call.calledAt &&
      effects.some(
        (effect) =>
          effect.kind === 'executed' &&
          effect.node === answer.server &&
          contentOf(effect.command) === content,
      ),
  )
  return computedAt < 0 ? [] : lineages.after(answer.server, computedAt)
}
