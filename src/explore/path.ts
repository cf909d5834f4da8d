import type { Step } from '../trace/index.ts'
import { choiceInts } from './configurations.ts'
import type { Model } from './model.ts'
import type { Outcome } from './reactions.ts'
import type { Search } from './search.ts'

/** A step, what must be in flight for it, and what it puts into flight: `node:mail`. */
interface Link {
  readonly step: Step
  readonly needs: string | null
  readonly gives: readonly string[]
  /** Whether it is there only for what it gives. */
  readonly isGift: boolean
}

/** The steps that lead to the state, from the end of the stage; then, where there is one, the choice that comes last. */
export function pathTo(search: Search, state: number, last: Choice | null): readonly Step[] {
  const ids: number[] = []
  for (let id = state; id >= 0; id = search.states.parentOf(id)) ids.push(id)
  ids.reverse()
  const walker = new Walker(search.model)
  walker.settle()
  for (const id of ids.slice(1)) walker.advance(search, id)
  if (last !== null) walker.choose(last)
  return needed(walker.links)
}

/** What a node may do, by the place of it in its list of choices. */
export interface Choice {
  readonly node: number
  readonly target: number
  readonly outcome: Outcome
}

/** Goes along a path of the search and writes down every step of it, those that only send included. */
class Walker {
  readonly links: Link[] = []
  readonly #ints: Int32Array

  constructor(readonly model: Model) {
    this.#ints = model.initial.slice()
  }

  /** Takes the choice that leads to that state. */
  advance(search: Search, id: number): void {
    const goal = new Int32Array(this.model.width)
    search.states.read(id, goal)
    const before = this.#ints.slice()
    for (const choice of choicesIn(this.model, before)) {
      const ints = before.slice()
      if (choice.target < 0 || this.model.apply(ints, choice.node, choice.target, choice.outcome) >= 0)
        continue
      search.settle(ints, this.model.news)
      if (!ints.every((value, i) => value === goal[i])) continue
      this.choose(choice)
      this.settle()
      return
    }
    throw new Error(`state ${id} cannot be reached from its parent`)
  }

  choose({ node, target, outcome }: Choice): void {
    this.#note(node, outcome, false)
    if (target >= 0) this.model.apply(this.#ints, node, target, outcome)
  }

  /** Sends what can be sent without any change but that. */
  settle(): void {
    if (!this.model.isEager) return
    const { monitors, nodes } = this.model
    for (let isNew = true; isNew;) {
      isNew = false
      for (const [index, { configurations, reactions, mailbox }] of nodes.entries()) {
        const configuration = this.#ints[index] ?? 0
        const state = configurations.stateIn(configuration)
        const mails = mailbox.mailsIn(configurations.inboxIn(configuration))
        const tried = [
          ...reactions.spontaneous(state),
          ...[...mails].map((mail) => reactions.received(state, mail)),
        ]
        for (const id of tried) {
          const outcome = this.model.outcomeOf(index, id)
          const monitor = this.#ints[nodes.length] ?? 0
          const isSeen = outcome.seen !== monitors.nothing && monitors.next(monitor, outcome.seen) !== monitor
          if (outcome.target !== state || outcome.isBeyond || isSeen) continue
          if (this.model.send(this.#ints, outcome) === 0) continue
          this.#note(index, outcome, true)
          isNew = true
        }
      }
    }
  }

  #note(node: number, outcome: Outcome, isGift: boolean): void {
    const { step, sends } = outcome
    const { nodes } = this.model
    const gives: string[] = []
    for (let i = 0; i < sends.length; i += 2) {
      const to = sends[i] ?? 0
      for (const mail of nodes[to]?.mailbox.mailsIn(sends[i + 1] ?? 0) ?? []) gives.push(`${to}:${mail}`)
    }
    const needs =
      step.kind === 'deliver' ? `${node}:${nodes[node]?.mailbox.of(step.from, step.message) ?? 0}` : null
    this.links.push({ step, needs, gives, isGift })
  }
}

/** Everything that can happen in the state. */
export function* choicesIn(model: Model, ints: Int32Array): Iterable<Choice> {
  for (const [node, { configurations }] of model.nodes.entries()) {
    const list = [...configurations.choices.of(configurations.listOf(ints[node] ?? 0))]
    for (let i = 0; i < list.length; i += choiceInts) {
      yield { node, target: list[i] ?? 0, outcome: model.outcomeOf(node, list[i + 1] ?? 0) }
    }
  }
}

/** The steps without those that only send what no later step receives. */
function needed(links: readonly Link[]): readonly Step[] {
  const steps: Step[] = []
  const wanted = new Set<string>()
  for (const [at, { step, needs, gives, isGift }] of [...links.entries()].toReversed()) {
    const isFirst = (mail: string): boolean => !links.slice(0, at).some((link) => link.gives.includes(mail))
    if (isGift && !gives.some((mail) => wanted.has(mail) && isFirst(mail))) continue
    if (needs !== null) wanted.add(needs)
    steps.push(step)
  }
  return steps.toReversed()
}
