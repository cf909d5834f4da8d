import {
  copyPlain,
  encodePlain,
  Forbidden,
  stateLength,
  type Address,
  type Application,
  type Cast,
  type ClientNode,
  type Command,
  type Guard,
  type Message,
  type Node,
  type Snapshot,
} from '../port/index.ts'
import type { Effect, Offence } from '../trace/index.ts'
import { createApplication, Host, type HostedApplication, type StateMachine } from '../world/index.ts'
import { keepFields, restoreFields, type KeptFields } from './kept.ts'

/** Everything that the future of one node depends on, besides what will happen to it. */
export interface ActorState {
  readonly fields: Pick<KeptFields, 'fields'>
  readonly snapshot: Snapshot | null
  /** Names of pending timers, sorted: when they fire is open. */
  readonly timers: readonly string[]
  /** Clients: whether a call is outstanding. */
  readonly busy: boolean
  /** Equal text, equal state. */
  readonly text: string
  /** Characters of all that is kept of it, wherever that is. */
  readonly length: number
}

/** What can happen to a node. */
export type Happening =
  | { readonly kind: 'start' }
  | { readonly kind: 'invoke'; readonly command: Command }
  | { readonly kind: 'deliver'; readonly from: Address; readonly message: Message }
  | { readonly kind: 'timer'; readonly name: string }

/** What a handler did. `state` is null after an offence: the run is over. */
export interface Reaction {
  readonly state: ActorState | null
  readonly effects: readonly Effect[]
}

/** What makes the nodes of a run. */
export interface Company {
  readonly cast: Cast
  readonly machine: StateMachine
  readonly addresses: ReadonlySet<Address>
  /** Contents of the snapshots that its servers have taken: see `createApplication`. */
  readonly taken: Set<string>
}

/** One node that can be put into any state that it has been in. Its handlers run in a `Host`, as in a world. */
export class Actor {
  readonly #node: Node | ClientNode
  readonly #host: Host
  readonly #hosted: HostedApplication | null
  #effects: Effect[] = []

  constructor(
    readonly address: Address,
    readonly role: 'fixed' | 'server' | 'client',
    { cast, machine, addresses, taken }: Company,
  ) {
    const emit = (effect: Effect): void => void this.#effects.push(effect)
    const asked = (): void => {}
    const surroundings = {
      guard: cast.guard,
      emit,
      isAddress: (to: unknown): boolean => typeof to === 'string' && addresses.has(to),
    }
    const owner = new Host(address, surroundings)
    this.#host = owner
    this.#hosted =
      role === 'server' ? createApplication({ machine, node: address, emit, asked, owner, taken }) : null
    this.#node = this.#create(cast)
    owner.node = this.#node
  }

  get #app(): Application | null {
    return this.#hosted?.app ?? null
  }

  /** As it was made, before `start`. Throws `Forbidden`. */
  keep(): ActorState {
    const { fields, text: ofFields } = keepFields(this.#node, this.#app)
    const snapshot = this.#hosted?.save() ?? null
    const { busy } = this.#host
    const timers = [...this.#host.timers.names].toSorted()
    const text = `${ofFields}\n${encodePlain([snapshot, timers, busy])}`
    const length = Math.max(text.length, lengthElsewhere(this.#node))
    return { fields: { fields }, snapshot, timers, busy, text, length }
  }

  /** Lets it happen to the node in that state. */
  react(state: ActorState, happening: Happening): Reaction {
    this.#restore(state)
    this.#effects = []
    const effects = this.#effects
    const offence = this.#happen(happening)
    if (offence !== null) return this.#misbehaved(effects, offence)
    let kept: ActorState | null = null
    const unkept = this.#host.look(() => {
      kept = this.keep()
    })
    if (unkept !== null) return this.#misbehaved(effects, unkept)
    return { state: kept, effects }
  }

  #create(cast: Cast): Node | ClientNode {
    const { address } = this
    return guarded(cast.guard, () => {
      if (this.role === 'client') return cast.createClient(address)
      return this.#app === null ? cast.createFixed(address) : cast.createServer(address, this.#app)
    })
  }

  #restore(state: ActorState): void {
    const host = this.#host
    restoreFields(this.#node, state.fields, this.#app)
    const { snapshot } = state
    if (snapshot !== null) this.#hosted?.load(snapshot)
    host.timers.clear()
    for (const name of state.timers) host.timers.set(name)
    host.busy = state.busy
  }

  #happen(happening: Happening): Offence | null {
    const host = this.#host
    const node = this.#node
    switch (happening.kind) {
      case 'start':
        return host.run('start', (out) => node.start?.(out))
      case 'invoke': {
        const { command } = happening
        host.busy = true
        // Only clients are invoked, and `createClient` made them.
        return host.run(`submit ${command.op}`, (out) => (node as ClientNode).submit(copyPlain(command), out))
      }
      case 'deliver': {
        const { message, from } = happening
        return host.run(`receive ${message.kind}`, (out) => node.receive(copyPlain(message), from, out))
      }
      case 'timer': {
        const { name } = happening
        host.timers.delete(name)
        return host.run(`timer ${name}`, (out) => node.timer(name, out))
      }
      default:
        return happening satisfies never
    }
  }

  #misbehaved(effects: readonly Effect[], offence: Offence): Reaction {
    return { state: null, effects: [...effects, { kind: 'misbehaved', node: this.address, offence }] }
  }
}

/** Of a node that is here: 0. */
function lengthElsewhere(node: object): number {
  const length: unknown = Reflect.get(node, stateLength)
  return typeof length === 'number' ? length : 0
}

/** A constructor is the solution's code: it is watched. A world has let these constructors pass. */
function guarded<T>(guard: Guard, create: () => T): T {
  guard.enter()
  const created = create()
  const forbidden: Forbidden | null = guard.leave()
  if (forbidden !== null) throw forbidden
  return created
}
