import type { Address, Cast } from '../port/index.ts'
import type { Effect, Entry, Step } from '../trace/index.ts'
import type { StateMachine } from '../world/index.ts'
import { Actor, type Company } from './actor.ts'
import { Configurations } from './configurations.ts'
import { Mailbox } from './mailbox.ts'
import { Monitors, type Monitored } from './monitors.ts'
import { Reactions, type Outcome } from './reactions.ts'
import type { Horizon, Scope } from './scope.ts'

/** What is explored: an implementation, and the judgements on it that have monitors. */
export interface Explored {
  readonly cast: Cast
  readonly machine: StateMachine
  readonly judgements: readonly Monitored[]
}

interface ModelNode {
  readonly mailbox: Mailbox
  readonly reactions: Reactions
  readonly configurations: Configurations
}

/**
 * A world as numbers: a state is a configuration for each node and, last, the state of the monitors.
 */
export class Model {
  readonly nodes: readonly ModelNode[]
  readonly monitors: Monitors
  readonly initial: Int32Array
  /** The stage and the joins. */
  readonly stage: readonly Step[]
  /** The judgement that the stage breaks, by its place; -1 for none: then there is something to explore. */
  broken = -1
  /** Which nodes the latest `apply` has changed, as bits. */
  news = 0
  readonly allNews: number
  readonly #indexes = new Map<Address, number>()

  constructor(
    { cast, machine, judgements }: Explored,
    scope: Scope,
    readonly isEager: boolean,
  ) {
    const { setup } = scope
    this.monitors = new Monitors(judgements, setup)
    const staged = scope.stage.flatMap((step) => (step.kind === 'join' ? [step.node] : []))
    const roles = [
      ...cast.fixed.map((address) => ({ address, role: 'fixed' as const })),
      ...[...setup.servers, ...staged, ...scope.joins].map((address) => ({
        address,
        role: 'server' as const,
      })),
      ...setup.clients.map((address) => ({ address, role: 'client' as const })),
    ]
    roles.forEach(({ address }, i) => this.#indexes.set(address, i))
    this.allNews = (1 << roles.length) - 1
    const company: Company = { cast, machine, addresses: new Set(this.#indexes.keys()) }
    const mailboxes = roles.map(() => new Mailbox())
    this.nodes = roles.map(({ address, role }, index) => {
      const tell = this.#teller(index, mailboxes, scope.horizon)
      const mailbox = mailboxes[index] ?? new Mailbox()
      const actor = new Actor(address, role, company)
      const reactions = new Reactions(actor, mailbox, scope.calls[address] ?? [], tell)
      const configurations = new Configurations(index, reactions, mailboxes, this.monitors.nothing, isEager)
      return { mailbox, reactions, configurations }
    })
    this.stage = [...scope.stage, ...scope.joins.map((node): Step => ({ kind: 'join', node }))]
    this.initial = new Int32Array(roles.length + 1)
    this.#begin([...cast.fixed, ...setup.servers, ...setup.clients])
  }

  get width(): number {
    return this.nodes.length + 1
  }

  /** Of everything that is remembered besides states of the world, without what JavaScript objects take. */
  get bytes(): number {
    const ofNodes = this.nodes.map(({ mailbox, configurations }) => mailbox.bytes + configurations.bytes)
    return ofNodes.reduce((sum, bytes) => sum + bytes, this.monitors.bytes)
  }

  /**
   * Lets the outcome of a node take place in a state. Returns -1, or the judgement that it breaks; `news` is then which
   * nodes have changed, as bits; all where what the monitors know has changed.
   */
  apply(ints: Int32Array, index: number, target: number, outcome: Outcome): number {
    const last = this.nodes.length
    this.news = ints[index] === target ? 0 : 1 << index
    ints[index] = target
    if (outcome.sends.length > 0) this.news |= this.send(ints, outcome)
    if (outcome.seen === this.monitors.nothing) return -1
    const before = ints[last] ?? 0
    const next = this.monitors.next(before, outcome.seen)
    if (next < 0) return -1 - next
    if (next !== before) this.news = this.allNews
    ints[last] = next
    return -1
  }

  /** Puts what the outcome sends into flight. Returns which nodes it is news to, as bits. */
  send(ints: Int32Array, { sends }: Outcome): number {
    let news = 0
    for (let i = 0; i < sends.length; i += 2) news |= this.give(ints, sends[i] ?? 0, sends[i + 1] ?? 0)
    return news
  }

  give(ints: Int32Array, to: number, set: number): number {
    const before = ints[to] ?? 0
    const after = this.nodes[to]?.configurations.withMails(before, set) ?? before
    if (after === before) return 0
    ints[to] = after
    return 1 << to
  }

  outcomeOf(index: number, id: number): Outcome {
    const outcome = this.nodes[index]?.reactions.outcomes[id]
    if (outcome === undefined) throw new Error(`node ${index} has no outcome ${id}`)
    return outcome
  }

  verify(): void {
    for (const { reactions } of this.nodes) reactions.verify()
  }

  /** All nodes are made, then started, then the stage is played. */
  #begin(present: readonly Address[]): void {
    const last = this.nodes.length
    this.initial[last] = this.monitors.initial
    this.nodes.forEach(({ reactions, mailbox, configurations }, i) => {
      this.initial[i] = configurations.of(reactions.asMade(), mailbox.empty)
    })
    for (const address of present) this.#take(this.#index(address), { kind: 'start' })
    for (const step of this.stage) this.#take(this.#index(nodeOf(step)), step)
  }

  #take(index: number, step: Step | { readonly kind: 'start' }): void {
    const node = this.nodes[index]
    if (node === undefined || this.broken >= 0) return
    const { configurations, reactions } = node
    const configuration = this.initial[index] ?? 0
    const outcome = reactions.take(configurations.stateIn(configuration), step)
    const inbox = configurations.inboxIn(configuration)
    const target = outcome.target < 0 ? configuration : configurations.of(outcome.target, inbox)
    this.broken = this.apply(this.initial, index, target, outcome)
    if (this.broken < 0 && outcome.target < 0) throw new Misbehaved(step)
  }

  #index(address: Address): number {
    const index = this.#indexes.get(address)
    if (index === undefined) throw new Error(`the stage speaks of ${address}, which is no node of the scope`)
    return index
  }

  #teller(index: number, mailboxes: readonly Mailbox[], horizon: Horizon | null) {
    return (step: Step, target: number, effects: readonly Effect[]): Outcome => {
      const sets = new Map<number, number[]>()
      let isBeyond = false
      for (const effect of effects) {
        // Repetitions without end may fill a list of any right solution: what it then sends at once is cut off, too.
        if (effect.kind === 'misbehaved' && effect.offence.kind === 'too-much') isBeyond = true
        if (effect.kind !== 'sent') continue
        const to = this.#index(effect.to)
        const mail = mailboxes[to]?.of(effect.from, effect.message) ?? 0
        sets.set(to, [...(sets.get(to) ?? []), mail])
        if (horizon !== null && (horizon.of(effect.message) ?? 0) > horizon.max) isBeyond = true
      }
      const sends = [...sets].flatMap(([to, mails]) => [to, mailboxes[to]?.setOf(mails) ?? 0])
      const entry: Entry = { cause: step, atMs: null, effects }
      const seen = this.monitors.observe(entry)
      return { step, target, sends, seen, isBeyond, name: [index, target, seen, isBeyond, ...sends].join() }
    }
  }
}

/** Thrown where a handler misbehaves in the stage and no judgement looks at that. */
class Misbehaved extends Error {
  override readonly name = 'Misbehaved'
  constructor(step: Step | { readonly kind: 'start' }) {
    super(`a handler misbehaved at ${step.kind}, before there was anything to explore`)
  }
}

function nodeOf(step: Step): Address {
  if (step.kind === 'deliver') return step.to
  return step.kind === 'invoke' ? step.client : step.node
}
