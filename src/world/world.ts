import {
  contentOf,
  copyPlain,
  encodePlain,
  Forbidden,
  NotPlain,
  type Address,
  type Cast,
  type ClientNode,
  type Command,
  type Message,
  type Node,
} from '../port/index.ts'
import {
  traceFormat,
  type Calm,
  type Cause,
  type Effect,
  type Entry,
  type Offence,
  type Setup,
  type Step,
  type Trace,
} from '../trace/index.ts'
import { createApplication, type StateMachine } from './application.ts'
import { Host, type Surroundings } from './host.ts'

/**
 * Nodes, messages in flight and pending timers. It has no clock and no randomness; the only way to move it is
 * `apply`. Messages stay in flight for ever: what is delivered again is a duplicate, what is never delivered is lost.
 */
export class World {
  readonly entries: Entry[] = []
  readonly #hosts = new Map<Address, Host>()
  readonly #surroundings: Surroundings
  /** Everything ever sent, with its link `from>to`. */
  readonly #inFlight = new Map<Message, string>()
  /** The same by content; brought up to date only when a step comes from outside this run. */
  readonly #contents = new Set<string>()
  #contentsOf = 0
  /** The only fields of a node that need not be plain data. */
  readonly #applications = new Set<unknown>()
  #effects: Effect[] = []
  #misbehaved = false

  constructor(
    readonly setup: Setup,
    readonly cast: Cast,
    readonly machine: StateMachine,
  ) {
    this.#surroundings = {
      guard: cast.guard,
      emit: (effect) => this.#effects.push(effect),
      isAddress: (to) => typeof to === 'string' && this.#hosts.has(to),
      launch: (from, to, message) => this.#inFlight.set(message, `${from}>${to}`),
    }
    const initial = [
      ...cast.fixed.map((address) => ({ address, create: () => cast.createFixed(address) })),
      ...setup.servers.map((address) => ({ address, create: () => this.#createServer(address) })),
      ...setup.clients.map((address) => ({ address, create: () => cast.createClient(address) })),
    ]
    for (const { address, create } of initial) this.#add(address, create)
    for (const { address } of initial)
      this.#enter({ kind: 'start', node: address }, null, () => this.#start(address))
  }

  /** Whether the run is over because a handler did what no handler may do. */
  get misbehaved(): boolean {
    return this.#misbehaved
  }

  isUp(node: Address): boolean {
    return this.#hosts.get(node)?.up ?? false
  }

  isIdle(client: Address): boolean {
    const host = this.#hosts.get(client)
    return host !== undefined && host.up && !host.busy
  }

  /** Names of the node's pending timers. */
  timersOf(node: Address): Iterable<string> {
    return this.#hosts.get(node)?.timers.keys() ?? []
  }

  /** Why the step cannot be taken now, or null if it can. */
  whyNot(step: Step): string | null {
    if (this.#misbehaved) return 'the run is over: a handler misbehaved'
    switch (step.kind) {
      case 'invoke':
        if (!this.setup.clients.includes(step.client)) return `${step.client} is not a client of this run`
        return this.isIdle(step.client) ? null : `${step.client} waits for its previous call, or has crashed`
      case 'deliver':
        if (!this.isUp(step.to)) return `${step.to} is not up`
        return this.#wasSent(step) ? null : `${step.from} never sent this ${step.message.kind} to ${step.to}`
      case 'timer':
        if (!this.isUp(step.node)) return `${step.node} is not up`
        return this.#hosts.get(step.node)?.timers.has(step.name) === true
          ? null
          : `${step.node} has no pending timer ${step.name}`
      case 'crash':
        return this.isUp(step.node) ? null : `${step.node} is not up`
      case 'join':
        return this.#hosts.has(step.node) ? `${step.node} has been here before; a crash is for good` : null
      default:
        return step satisfies never
    }
  }

  /** Takes the step and returns what it brought about. Throws when `whyNot` gives a reason. */
  apply(step: Step, atMs: number | null): Entry {
    const reason = this.whyNot(step)
    if (reason !== null) throw new Error(`cannot take step ${encodePlain(step)}: ${reason}`)
    switch (step.kind) {
      case 'invoke':
        return this.#enter(step, atMs, () => this.#invoke(step.client, step.command))
      case 'deliver':
        return this.#enter(this.#ownCopy(step), atMs, () => this.#deliver(step.from, step.to, step.message))
      case 'timer':
        return this.#enter(step, atMs, () => this.#fire(step.node, step.name))
      case 'crash':
        return this.#enter(step, atMs, () => this.#crash(step.node))
      case 'join':
        return this.#enter(step, atMs, () => {
          this.#add(step.node, () => this.#createServer(step.node))
          return this.#misbehaved ? null : this.#start(step.node)
        })
      default:
        return step satisfies never
    }
  }

  /** What happened so far. Looks into the nodes first: a field that is not plain data ends the last entry. */
  trace(calm: Calm | null, cutShort: string | null): Trace {
    if (!this.#misbehaved) this.#inspect()
    return { format: traceFormat, setup: this.setup, entries: this.entries, calm, cutShort }
  }

  #enter(cause: Cause, atMs: number | null, act: () => Offence | null): Entry {
    if (this.#misbehaved) return { cause, atMs, effects: [] }
    const effects: Effect[] = (this.#effects = [])
    const offence = act()
    if (offence !== null)
      this.#misbehave('node' in cause ? cause.node : 'to' in cause ? cause.to : cause.client, offence)
    const entry = { cause, atMs, effects }
    this.entries.push(entry)
    return entry
  }

  #misbehave(node: Address, offence: Offence): void {
    this.#misbehaved = true
    this.#effects.push({ kind: 'misbehaved', node, offence })
  }

  #createServer(address: Address): Node {
    const app = createApplication(this.machine, address, (effect) => this.#effects.push(effect))
    this.#applications.add(app)
    return this.cast.createServer(address, app)
  }

  #add(address: Address, create: () => Node | ClientNode): void {
    let node: Node | ClientNode | null = null
    // A constructor is a handler too: it may throw, loop or look at the clock.
    const scaffold = new Host(address, idleNode, this.#surroundings)
    const offence = scaffold.run('constructor', () => {
      node = create()
    })
    this.#hosts.set(address, new Host(address, node ?? idleNode, this.#surroundings))
    if (offence !== null) this.#refuse(address, offence)
  }

  #refuse(address: Address, offence: Offence): void {
    this.#effects = []
    this.#misbehave(address, offence)
    this.entries.push({ cause: { kind: 'start', node: address }, atMs: null, effects: this.#effects })
  }

  #host(address: Address): Host {
    const host = this.#hosts.get(address)
    if (host === undefined) throw new Error(`there is no node ${address} in this world`)
    return host
  }

  #start(address: Address): Offence | null {
    const host = this.#host(address)
    return host.run('start', (out) => host.node.start?.(out))
  }

  #invoke(client: Address, command: Command): Offence | null {
    const host = this.#host(client)
    host.busy = true
    // Only clients are invoked, and `createClient` made them.
    const node = host.node as ClientNode
    return host.run(`submit ${command.op}`, (out) => node.submit(copyPlain(command), out))
  }

  #deliver(from: Address, to: Address, message: Message): Offence | null {
    const host = this.#host(to)
    return host.run(`receive ${message.kind}`, (out) => host.node.receive(copyPlain(message), from, out))
  }

  #fire(address: Address, name: string): Offence | null {
    const host = this.#host(address)
    host.timers.delete(name)
    return host.run(`timer ${name}`, (out) => host.node.timer(name, out))
  }

  #crash(address: Address): null {
    const host = this.#host(address)
    host.up = false
    host.timers.clear()
    return null
  }

  #wasSent(step: Step & { kind: 'deliver' }): boolean {
    const link = `${step.from}>${step.to}`
    if (this.#inFlight.get(step.message) === link) return true
    if (this.#contentsOf < this.#inFlight.size) {
      for (const [message, onLink] of [...this.#inFlight].slice(this.#contentsOf)) {
        this.#contents.add(onLink + contentOf(message))
      }
      this.#contentsOf = this.#inFlight.size
    }
    return this.#contents.has(link + contentOf(step.message))
  }

  /** A step from outside keeps its object to itself: the trace must not change when the caller's data does. */
  #ownCopy(step: Step & { kind: 'deliver' }): Step {
    return this.#inFlight.has(step.message) ? step : copyPlain(step)
  }

  #inspect(): void {
    for (const host of this.#hosts.values()) {
      // A getter is the solution's code: it is watched like a handler.
      const offence = host.run('fields', () => this.#inspectFields(host))
      if (offence === null) continue
      this.#misbehaveInState(host.address, offence)
      return
    }
  }

  #inspectFields({ address, node }: Host): void {
    for (const [field, value] of Object.entries(node)) {
      if (this.#applications.has(value)) continue
      try {
        copyPlain(value)
      } catch (error) {
        if (!(error instanceof NotPlain)) throw error
        throw new Forbidden(
          'state',
          `the field \`${field}\` of ${address}: ${error.message}; the harness must be able to save and restore a node`,
        )
      }
    }
  }

  #misbehaveInState(node: Address, offence: Offence): void {
    const last = this.entries.at(-1)
    if (last === undefined) return
    this.entries[this.entries.length - 1] = {
      ...last,
      effects: [...last.effects, { kind: 'misbehaved', node, offence }],
    }
    this.#misbehaved = true
  }
}

const idleNode: Node = { start() {}, receive() {}, timer() {} }
