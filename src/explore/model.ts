import type { Address, Cast } from '../port/index.ts'
import type { Effect, Entry, Step } from '../trace/index.ts'
import type { StateMachine } from '../world/index.ts'
import { Actor, type Company } from './actor.ts'
import { Mailbox } from './mailbox.ts'
import { Monitors, type Monitored } from './monitors.ts'
import { Reactions, type Outcome } from './reactions.ts'
import type { Horizon, Scope } from './scope.ts'
import { Work } from './work.ts'

/** What is explored: an implementation, and the judgements on it that have monitors. */
export interface Explored {
  readonly cast: Cast
  readonly machine: StateMachine
  readonly judgements: readonly Monitored[]
}

export interface ModelNode {
  readonly mailbox: Mailbox
  readonly reactions: Reactions
}

/** When the servers of a scope's `joins` join: `at once`, or in a step that counts as every other does. */
export type Joining = 'at once' | 'in a step'

/** The nodes of a world, what they do, and where they are when the stage is over; all as numbers. */
export class Model {
  readonly nodes: readonly ModelNode[]
  /** Of everything that is done with the model. */
  readonly work = new Work()
  readonly monitors: Monitors
  /** The stage and, where they join at once, the joins. */
  readonly stage: readonly Step[]
  /** After the stage: by node, its state and the set of messages that are in flight to it. */
  readonly states: number[]
  readonly inboxes: number[]
  /** After the stage: the state of the monitors. */
  monitor: number
  /** The judgement that the stage breaks, by its place; -1 for none: then there is something to explore. */
  broken = -1
  readonly #indexes = new Map<Address, number>()

  constructor({ cast, machine, judgements }: Explored, scope: Scope, joining: Joining) {
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
    const addresses = new Set(this.#indexes.keys())
    const company: Company = { cast, machine, addresses, taken: new Set() }
    const mailboxes = roles.map(() => new Mailbox())
    this.nodes = roles.map(({ address, role }, index) => {
      const tell = this.#teller(mailboxes, scope.horizon)
      const mailbox = mailboxes[index] ?? new Mailbox()
      const actor = new Actor(address, role, company)
      return {
        mailbox,
        reactions: new Reactions(actor, mailbox, scope.calls[address] ?? [], tell, this.work),
      }
    })
    const late = joining === 'at once' ? [] : scope.joins
    const joins = scope.joins.filter((node) => !late.includes(node))
    this.stage = [...scope.stage, ...joins.map((node): Step => ({ kind: 'join', node }))]
    this.states = this.nodes.map(({ reactions }) =>
      late.includes(reactions.actor.address) ? reactions.asAbsent() : reactions.asMade(),
    )
    this.inboxes = this.nodes.map(({ mailbox }) => mailbox.empty)
    this.monitor = this.monitors.initial
    this.#begin([...cast.fixed, ...setup.servers, ...setup.clients])
  }

  /** Of everything that is remembered besides states of the world, without what JavaScript objects take. */
  get bytes(): number {
    return this.nodes.reduce((sum, { mailbox }) => sum + mailbox.bytes, this.monitors.bytes)
  }

  /** How many different reactions were cut off at the horizon. */
  get cutOff(): number {
    return this.nodes.reduce(
      (sum, { reactions }) => sum + reactions.outcomes.filter((each) => each.isBeyond).length,
      0,
    )
  }

  get handlerRuns(): number {
    return this.nodes.reduce((sum, { reactions }) => sum + reactions.handlerRuns, 0)
  }

  outcomeOf(index: number, id: number): Outcome {
    const outcome = this.nodes[index]?.reactions.outcomes[id]
    if (outcome === undefined) throw new Error(`node ${index} has no outcome ${id}`)
    return outcome
  }

  /** Everything that can happen to the node in that state, with these messages in flight to it: numbers of outcomes. */
  *outcomesIn(index: number, state: number, inbox: number): Iterable<number> {
    const node = this.nodes[index]
    if (node === undefined) throw new Error(`there is no node ${index}`)
    const { reactions, mailbox } = node
    yield* reactions.spontaneous(state)
    if (reactions.isAbsent(state)) return
    const mails = mailbox.mailsIn(inbox)
    for (let i = 0; i < mails.length; i += 1) yield reactions.received(state, mails[i] ?? 0)
  }

  /** Runs every handler again. Throws `NotDeterministic`. */
  verify(): void {
    for (const { reactions } of this.nodes) reactions.verify()
  }

  /** All nodes are made, then started, then the stage is played. */
  #begin(present: readonly Address[]): void {
    for (const address of present) this.#take(this.#index(address), { kind: 'start' })
    for (const step of this.stage) this.#take(this.#index(nodeOf(step)), step)
  }

  #take(index: number, step: Step | { readonly kind: 'start' }): void {
    const node = this.nodes[index]
    if (node === undefined || this.broken >= 0) return
    const { target, sends, seen } = node.reactions.take(this.states[index] ?? 0, step)
    if (target >= 0) this.states[index] = target
    for (let i = 0; i < sends.length; i += 2) {
      const to = sends[i] ?? 0
      const inbox = this.inboxes[to] ?? 0
      this.inboxes[to] = this.nodes[to]?.mailbox.union(inbox, sends[i + 1] ?? 0) ?? inbox
    }
    const next = this.monitors.next(this.monitor, seen)
    if (next < 0) this.broken = -1 - next
    else if (target < 0) throw new Misbehaved(step)
    else this.monitor = next
  }

  #index(address: Address): number {
    const index = this.#indexes.get(address)
    if (index === undefined) throw new Error(`the stage speaks of ${address}, which is no node of the scope`)
    return index
  }

  #teller(mailboxes: readonly Mailbox[], horizon: Horizon | null) {
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
      return { step, target, sends, seen, isBeyond }
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
