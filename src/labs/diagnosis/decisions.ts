import { contentOf, encodePlain, type Address, type Command, type Result } from '../../port/index.ts'
import { isUndecided } from '../../services/index.ts'
import type { Call } from '../../trace/index.ts'
import { serviceOf } from '../lenses.ts'
import { nameOfCommand, type Facts } from './facts.ts'
import type { Breach } from './rules.ts'

/** What became of a call: while it was open or, where it is the first of its like, until the next one. */
export interface Story {
  readonly call: Call
  /** The last entry that can be about it. */
  readonly until: number
  readonly decisions: readonly Decided[]
  readonly executions: readonly { readonly node: Address; readonly at: number; readonly result: Result }[]
  /** Whether one state holds it more than once: then it is no wonder that it was decided again. */
  readonly isRepeated: boolean
}

export interface Decided {
  readonly node: Address
  readonly at: number
  readonly decision: Command
}

/** Of the calls whose outcome a machine decides, those that cannot be taken for another one. */
export function storiesOf(facts: Facts): readonly Story[] {
  const service = serviceOf(facts.trace)
  return facts.calls
    .filter((call) => isUndecided(service, call.command) && !isMistakable(facts, call))
    .map((call) => storyOf(facts, call))
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
    until: end,
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

/** Outcomes that no machine can have decided, since there are more of them than were decided. */
export function inventions({ trace, fatal }: Facts): readonly Breach[] {
  const service = serviceOf(trace)
  const decided = new Map<string, Set<string>>()
  const used = new Map<string, Set<string>>()
  for (const [at, { effects }] of trace.entries.slice(0, fatal + 1).entries()) {
    for (const effect of effects) {
      if (effect.kind === 'decided') addTo(decided, contentOf(effect.command), contentOf(effect.decision))
      if (effect.kind !== 'executed' || !isUndecided(service, effect.command)) continue
      const { node, command, result } = effect
      const content = contentOf(command)
      const count = addTo(used, content, contentOf(result))
      if (count > (decided.get(content)?.size ?? 0)) return [invention(node, command, result, at)]
    }
  }
  return []
}

/** Returns how many there are now. */
function addTo(sets: Map<string, Set<string>>, key: string, element: string): number {
  const set = sets.get(key) ?? new Set()
  sets.set(key, set.add(element))
  return set.size
}

function invention(node: Address, command: Command, result: Result, at: number): Breach {
  return {
    rule: 'decided-once',
    sentence: `${node} executed ${nameOfCommand(command)} with the outcome ${encodePlain(result)}, which no machine had decided`,
    advice:
      'send the command as the caller gave it, and have it decided with app.decide by the one server that orders the calls: only servers have a clock and random numbers',
    at,
  }
}

/** A decision that was not this server's to make, or not any more. */
export function wrongDecision(
  { call }: Story,
  { node, at, decision }: Decided,
  why: string,
  advice: string,
): Breach {
  const what = nameOfCommand(call.command)
  const sentence = `${node} decided ${what}, as \`${nameOfCommand(decision)}\`: ${why}`
  return { rule: 'decided-once', sentence, advice, at }
}
