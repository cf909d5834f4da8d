import { keepFields, restoreFields, type KeptFields } from '../../../explore/index.ts'
import {
  copyPlain,
  encodePlain,
  type Address,
  type Application,
  type Cast,
  type ClientNode,
  type Node,
  type Snapshot,
} from '../../../port/index.ts'
import type { Offence } from '../../../trace/index.ts'
import { createApplication, Host, type HostedApplication, type StateMachine } from '../../../world/index.ts'
import type { Happening, Role, Turn } from '../protocol.ts'
import { Turns } from './turns.ts'

/** All that the future of a node depends on, besides what will happen to it. */
export interface KeptState {
  readonly fields: Pick<KeptFields, 'fields'>
  readonly snapshot: Snapshot | null
  /** Equal text, equal state. */
  readonly text: string
}

/** One node that is asked handler by handler: what it does is played again in a world elsewhere. */
export class Lodger {
  readonly #turns = new Turns()
  readonly #host: Host
  readonly #hosted: HostedApplication | null

  constructor(
    readonly address: Address,
    role: Role,
    cast: Cast,
    machine: StateMachine,
    /** Contents of the snapshots that nodes of the solution have taken. */
    taken: Set<string>,
  ) {
    const { effect: emit, asked } = this.#turns
    // Whether there is such a node is known where the world is.
    const isAddress = (to: unknown): boolean => typeof to === 'string'
    const owner = new Host(address, { guard: cast.guard, emit, isAddress })
    this.#host = owner
    this.#hosted =
      role === 'server' ? createApplication({ machine, node: address, emit, asked, owner, taken }) : null
    // And so is whether a timer is pending: each that is cancelled is told.
    this.#host.timers.delete = () => true
    this.#turns.turn(address)
    this.#note(
      this.#host.run('constructor', () => {
        this.#host.node = this.#create(role, cast)
      }),
    )
  }

  get #app(): Application | null {
    return this.#hosted?.app ?? null
  }

  /** What it did last. */
  get turn(): Turn {
    return this.#turns.list.at(-1) ?? { node: this.address, deeds: [] }
  }

  handle(happening: Happening): void {
    this.#begin()
    this.#note(this.#happen(happening))
  }

  /** Its state; null if it cannot be kept: the turn says why. */
  keep(): KeptState | null {
    this.#begin()
    let kept: KeptState | null = null
    const offence = this.#host.look(() => {
      const { fields, text } = keepFields(this.#host.node, this.#app)
      const snapshot = this.#hosted?.save() ?? null
      kept = { fields: { fields }, snapshot, text: `${text}\n${encodePlain(snapshot)}` }
    })
    this.#note(offence)
    return kept
  }

  restore({ fields, snapshot }: KeptState): void {
    restoreFields(this.#host.node, fields, this.#app)
    if (snapshot !== null) this.#hosted?.load(snapshot)
  }

  #create(role: Role, cast: Cast): Node | ClientNode {
    const { address } = this
    if (role === 'client') return cast.createClient(address)
    return this.#app === null ? cast.createFixed(address) : cast.createServer(address, this.#app)
  }

  #begin(): void {
    this.#turns.list.length = 0
    this.#turns.turn(this.address)
  }

  #note(offence: Offence | null): void {
    if (offence !== null) this.#turns.effect({ kind: 'misbehaved', node: this.address, offence })
  }

  #happen(happening: Happening): Offence | null {
    const host = this.#host
    // Whether a call is outstanding is known where the world is.
    host.busy = true
    switch (happening.kind) {
      case 'start':
        return host.handle({ kind: 'start', node: this.address })
      case 'submit':
        return host.handle({ kind: 'invoke', client: this.address, command: happening.command })
      case 'receive': {
        const { from, message } = happening
        return host.handle({ kind: 'deliver', from, to: this.address, message: copyPlain(message) })
      }
      case 'timer':
        return host.handle({ kind: 'timer', node: this.address, name: happening.name })
      default:
        return happening satisfies never
    }
  }
}
