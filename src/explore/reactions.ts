import { encodePlain, type Command } from '../port/index.ts'
import type { Effect, Step } from '../trace/index.ts'
import type { Actor, ActorState, Happening, Reaction } from './actor.ts'
import { Names } from './ints.ts'
import type { Mailbox } from './mailbox.ts'
import type { Work } from './work.ts'

/** What a reaction is to the search. Nodes, states, sets of messages and observations are numbers. */
export interface Outcome {
  readonly step: Step
  /** The state of the node afterwards; -1 where it misbehaved. */
  readonly target: number
  /** Pairs: a node, and the set of messages that were sent to it. */
  readonly sends: readonly number[]
  /** What the monitors see of it. */
  readonly seen: number
  /** Whether the run is cut off before it. */
  readonly isBeyond: boolean
}

/** How a reaction is told to the search. */
export type Tell = (step: Step, target: number, effects: readonly Effect[]) => Outcome

/** Thrown where a handler does not do the same again in the same state: what it did once says nothing then. */
export class NotDeterministic extends Error {
  override readonly name = 'NotDeterministic'
}

interface NodeState {
  readonly actor: ActorState
  /** Clients: how many of its calls it was given. -1: the node has not joined yet. */
  readonly issued: number
}

interface Unverified {
  readonly state: number
  readonly happening: Happening
  readonly reaction: string
}

const unknown = -1

/** What it takes to run a handler, twice, and to keep what it did: of itself, and for each character of that. */
const handlerWork = 300
const characterWork = 0.5

/** What one node does in each of its states, remembered: a handler runs once for each thing that can happen in each. */
export class Reactions {
  readonly #states: NodeState[] = []
  readonly #names = new Names()
  /** Of states, by message: the outcome, or -1 where it has not been tried. */
  readonly #received: Int32Array[] = []
  /** Of states: the outcomes of timers and of the next call. */
  readonly #spontaneous: (readonly number[] | undefined)[] = []
  readonly #unverified: Unverified[] = []
  readonly outcomes: Outcome[] = []
  handlerRuns = 0

  constructor(
    readonly actor: Actor,
    readonly mailbox: Mailbox,
    readonly calls: readonly Command[],
    readonly tell: Tell,
    readonly work: Work,
  ) {}

  get states(): number {
    return this.#states.length
  }

  stateAt(state: number): NodeState {
    return this.#states[state] ?? fail('no such state')
  }

  /** The number of the state in which the node was made. */
  asMade(): number {
    return this.#intern({ actor: this.actor.keep(), issued: 0 })
  }

  /** The number of the state of a node that can do nothing but join. */
  asAbsent(): number {
    return this.#intern({ actor: this.actor.keep(), issued: -1 })
  }

  isAbsent(state: number): boolean {
    return this.#states[state]?.issued === -1
  }

  /** Whether in some state so many calls were made and all have returned. */
  hasAnswered(calls: number): boolean {
    return this.#states.some(({ actor, issued }) => issued === calls && !actor.busy)
  }

  /** The outcome of a step of the stage, which is taken whatever it does. */
  take(state: number, step: Step | { readonly kind: 'start' }): Outcome {
    const outcome = this.outcomes[this.#try(state, happeningOf(step), true)]
    if (outcome === undefined) throw new Error('a step of the stage has no outcome')
    return outcome
  }

  /** What the node does when it receives that message. */
  received(state: number, mail: number): number {
    let row = this.#received[state] ?? new Int32Array(0)
    if (mail >= row.length) {
      const longer = new Int32Array(Math.max(mail + 8, row.length * 2)).fill(unknown)
      longer.set(row)
      this.#received[state] = row = longer
    }
    const known = row[mail] ?? unknown
    if (known !== unknown) return known
    const { from, message } = this.mailbox.mails[mail] ?? fail('no such message')
    return (row[mail] = this.#try(state, { kind: 'deliver', from, message }, false))
  }

  /** What the node may do of itself: its timers, the next call of a client that is idle; joining, before all else. */
  spontaneous(state: number): readonly number[] {
    const known = this.#spontaneous[state]
    if (known !== undefined) return known
    return (this.#spontaneous[state] = this.#happenings(state).map((happening) =>
      this.#try(state, happening, false),
    ))
  }

  #happenings(state: number): readonly Happening[] {
    const { actor, issued } = this.#states[state] ?? fail('no such state')
    if (issued < 0) return [{ kind: 'start' }]
    const happenings: Happening[] = actor.timers.map((name) => ({ kind: 'timer', name }))
    const command = this.calls[issued]
    if (command !== undefined && !actor.busy) happenings.push({ kind: 'invoke', command })
    return happenings
  }

  /** Runs every handler again, in another order. Throws `NotDeterministic`. */
  verify(): void {
    while (this.#unverified.length > 0) {
      const { state, happening, reaction } = this.#unverified.pop() ?? fail('nothing to verify')
      const { actor } = this.#states[state] ?? fail('no such state')
      if (textOf(this.#react(actor, happening)) === reaction) continue
      throw new NotDeterministic(
        `${this.actor.address} does not do the same again at \`${nameOf(happening)}\`, in the same state: it remembers ` +
          'something outside its fields (a variable of the module, a static field). Keep all state in fields of the node',
      )
    }
  }

  #try(state: number, happening: Happening, isStaged: boolean): number {
    const { actor, issued } = this.#states[state] ?? fail('no such state')
    const reaction = this.#react(actor, happening)
    const text = textOf(reaction)
    this.#unverified.push({ state, happening, reaction: text })
    const { length } = reaction.state ?? { length: 0 }
    this.work.charge(handlerWork + Math.ceil(Math.max(text.length, length) * characterWork))
    // Calls of the stage are not those that are still to come.
    const next =
      happening.kind === 'start' ? 0 : happening.kind === 'invoke' && !isStaged ? issued + 1 : issued
    const target = reaction.state === null ? -1 : this.#intern({ actor: reaction.state, issued: next })
    this.outcomes.push(this.tell(this.#stepOf(happening), target, reaction.effects))
    return this.outcomes.length - 1
  }

  #react(state: ActorState, happening: Happening): Reaction {
    this.handlerRuns += 1
    return this.actor.react(state, happening)
  }

  #intern(state: NodeState): number {
    return this.#names.of(`${state.issued}\n${state.actor.text}`, () => this.#states.push(state))
  }

  #stepOf(happening: Happening): Step {
    const { address } = this.actor
    switch (happening.kind) {
      case 'start':
        return { kind: 'join', node: address }
      case 'invoke':
        return { ...happening, client: address }
      case 'deliver':
        return { ...happening, to: address }
      case 'timer':
        return { ...happening, node: address }
      default:
        return happening satisfies never
    }
  }
}

function happeningOf(step: Step | { readonly kind: 'start' }): Happening {
  switch (step.kind) {
    case 'start':
    case 'join':
      return { kind: 'start' }
    case 'invoke':
      return { kind: 'invoke', command: step.command }
    case 'deliver':
      return { kind: 'deliver', from: step.from, message: step.message }
    case 'timer':
      return { kind: 'timer', name: step.name }
    case 'crash':
      throw new Error(`a crash is no reaction of ${step.node}`)
    default:
      return step satisfies never
  }
}

function textOf({ state, effects }: Reaction): string {
  return `${state?.text ?? 'misbehaved'}\n${encodePlain(effects)}`
}

function nameOf(happening: Happening): string {
  switch (happening.kind) {
    case 'start':
      return 'start'
    case 'invoke':
      return `submit ${happening.command.op}`
    case 'deliver':
      return `receive ${happening.message.kind}`
    case 'timer':
      return `timer ${happening.name}`
    default:
      return happening satisfies never
  }
}

function fail(what: string): never {
  throw new Error(`the search has lost its way: ${what}`)
}
