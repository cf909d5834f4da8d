import {
  copyPlain,
  encodePlain,
  Forbidden,
  isPlain,
  NotPlain,
  type Address,
  type Cast,
  type ClientNode,
  type Message,
  type Node,
} from '../port/index.ts'
import {
  traceFormat,
  type Calm,
  type Cause,
  type Entry,
  type Offence,
  type Setup,
  type Step,
  type Trace,
} from '../trace/index.ts'
import { createApplication, type StateMachine } from './application.ts'
import { Effects } from './effects.ts'
import { Host, type Surroundings } from './host.ts'
import type { Occurrence } from './offences.ts'
import { Sent, type Deliver } from './sent.ts'
import type { Witness } from './witness.ts'

/**
 * Nodes, messages in flight and pending timers. It has no clock and no randomness; the only way to move it is by a step.
 * Messages stay in flight for ever: what is delivered again is a duplicate, what is never delivered is lost.
 */
export class World {
  readonly entries: Entry[] = []
  /** In the order in which they came. They are few: to look through them is quicker than a table. */
  readonly #hosts: Host[] = []
  readonly #surroundings: Surroundings
  readonly #effects = new Effects()
  readonly #sent: Sent
  /** The only fields of a node that need not be plain data. */
  readonly #applications = new Set<unknown>()
  /** Contents of snapshots. */
  readonly #taken = new Set<string>()
  readonly #witness: Witness | null
  #misbehaved = false

  constructor(
    readonly setup: Setup,
    readonly cast: Cast,
    readonly machine: StateMachine,
    witness: Witness | null = null,
  ) {
    this.#sent = new Sent(this.entries)
    this.#witness = witness
    const { emit } = this.#effects
    this.#surroundings = {
      guard: cast.guard,
      emit: witness === null ? emit : (effect) => (emit(effect), witness.effect(effect)),
      isAddress: (to) => this.#find(to) !== undefined,
    }
    for (const address of cast.fixed) this.#add(address, () => cast.createFixed(address))
    for (const address of setup.servers) this.#addServer(address)
    for (const address of setup.clients) this.#add(address, () => cast.createClient(address))
    for (const host of this.#hosts) {
      if (!this.#misbehaved) this.#enter(host, { kind: 'start', node: host.address }, null)
    }
  }

  /** Whether the run is over because a handler did what no handler may do. */
  get misbehaved(): boolean {
    return this.#misbehaved
  }

  isUp(node: Address): boolean {
    return this.#find(node)?.up ?? false
  }

  isIdle(client: Address): boolean {
    const host = this.#find(client)
    return host !== undefined && host.up && !host.busy
  }

  /** Names of the node's pending timers. */
  timersOf(node: Address): Iterable<string> {
    return this.#find(node)?.timers.names ?? []
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
        return this.#sent.find(step) !== null
          ? null
          : `${step.from} never sent this ${step.message.kind} to ${step.to}`
      case 'timer':
        if (!this.isUp(step.node)) return `${step.node} is not up`
        return this.#find(step.node)?.timers.has(step.name) === true
          ? null
          : `${step.node} has no pending timer ${step.name}`
      case 'crash':
        return this.isUp(step.node) ? null : `${step.node} is not up`
      case 'join':
        return this.#find(step.node) !== undefined
          ? `${step.node} has been here before; a crash is for good`
          : null
      default:
        return step satisfies never
    }
  }

  /** Takes the step and returns what it brought about. Throws when `whyNot` gives a reason. */
  apply(step: Step, atMs: number | null): Entry {
    const reason = this.whyNot(step)
    if (reason !== null) throw new Error(`cannot take step ${encodePlain(step)}: ${reason}`)
    return this.#take(step.kind === 'deliver' ? this.#own(step) : step, atMs)
  }

  /** As `apply`; null when it cannot be taken now. */
  attempt(step: Step, atMs: number | null): Entry | null {
    if (step.kind !== 'deliver') return this.take(step, atMs)
    if (this.#misbehaved || !this.isUp(step.to)) return null
    const message = this.#sent.find(step)
    return message === null ? null : this.#take(withMessage(step, message), atMs)
  }

  /**
   * As `apply`, for a step that was made of this world's own entries: the message of a delivery is the very object of a
   * `sent` effect, which is not looked up again. Null when it cannot be taken now.
   */
  take(step: Step, atMs: number | null): Entry | null {
    if (step.kind !== 'deliver' && step.kind !== 'timer')
      return this.whyNot(step) === null ? this.#take(step, atMs) : null
    const host = this.#find(step.kind === 'deliver' ? step.to : step.node)
    if (host?.up !== true || this.#misbehaved) return null
    if (step.kind === 'timer' && !host.timers.has(step.name)) return null
    return this.#enter(host, step, atMs)
  }

  /** What happened so far. Looks into the nodes first: a field that is not plain data ends the last entry. */
  trace(calm: Calm | null, cutShort: string | null): Trace {
    if (!this.#misbehaved) this.#inspect()
    return { format: traceFormat, setup: this.setup, entries: this.entries, calm, cutShort }
  }

  #take(step: Step, atMs: number | null): Entry {
    switch (step.kind) {
      case 'invoke':
        return this.#enter(this.#host(step.client), step, atMs)
      case 'deliver':
        return this.#enter(this.#host(step.to), step, atMs)
      case 'timer':
        return this.#enter(this.#host(step.node), step, atMs)
      case 'crash':
        this.#effects.clear()
        this.#host(step.node).crash()
        return this.#record(step, atMs)
      case 'join':
        this.#effects.clear()
        this.#addServer(step.node)
        return this.#misbehaved ? this.#record(step, atMs) : this.#handle(this.#host(step.node), step, atMs)
      default:
        return step satisfies never
    }
  }

  #enter(host: Host, cause: Occurrence, atMs: number | null): Entry {
    this.#effects.clear()
    return this.#handle(host, cause, atMs)
  }

  #handle(host: Host, cause: Occurrence, atMs: number | null): Entry {
    this.#witness?.turn(host.address)
    const offence = host.handle(cause)
    if (offence !== null) {
      this.#misbehaved = true
      this.#surroundings.emit({ kind: 'misbehaved', node: host.address, offence })
    }
    return this.#record(cause, atMs)
  }

  #record(cause: Cause, atMs: number | null): Entry {
    const entry = { cause, atMs, effects: this.#effects.take() }
    this.entries.push(entry)
    return entry
  }

  #createServer(address: Address, owner: Host): Node {
    const { app } = createApplication({
      machine: this.machine,
      node: address,
      emit: this.#surroundings.emit,
      asked: this.#witness?.asked ?? unheard,
      owner,
      taken: this.#taken,
    })
    this.#applications.add(app)
    return this.cast.createServer(address, app)
  }

  #addServer(address: Address): void {
    this.#add(address, (host) => this.#createServer(address, host))
  }

  #add(address: Address, create: (host: Host) => Node | ClientNode): void {
    const host = new Host(address, this.#surroundings)
    this.#witness?.turn(address)
    // A constructor is a handler too: it may throw, loop or look at the clock.
    const offence = host.run('constructor', () => {
      host.node = create(host)
    })
    const before = this.#hosts.findIndex((each) => each.address === address)
    if (before < 0) this.#hosts.push(host)
    else this.#hosts[before] = host
    if (offence !== null) this.#refuse(address, offence)
  }

  #refuse(address: Address, offence: Offence): void {
    this.#misbehaved = true
    const misbehaved = { kind: 'misbehaved', node: address, offence } as const
    this.#witness?.effect(misbehaved)
    this.entries.push({ cause: { kind: 'start', node: address }, atMs: null, effects: [misbehaved] })
  }

  #find(address: unknown): Host | undefined {
    for (const host of this.#hosts) if (host.address === address) return host
    return undefined
  }

  #host(address: Address): Host {
    const host = this.#find(address)
    if (host === undefined) throw new Error(`there is no node ${address} in this world`)
    return host
  }

  /** A step from outside keeps its object to itself: the trace must not change when the caller's data does. */
  #own(step: Deliver): Deliver {
    return withMessage(step, this.#sent.find(step) ?? step.message)
  }

  #inspect(): void {
    for (const host of this.#hosts) {
      this.#witness?.turn(host.address)
      // A getter is the solution's code: it is watched like a handler.
      const offence = host.look(() => this.#inspectFields(host))
      if (offence === null) continue
      this.#misbehaveInState(host.address, offence)
      return
    }
  }

  #inspectFields({ address, node }: Host): void {
    for (const [field, value] of Object.entries(node)) {
      if (this.#applications.has(value)) continue
      if (isPlain(value)) continue
      try {
        // It says what is not.
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
    const misbehaved = { kind: 'misbehaved', node, offence } as const
    this.#witness?.effect(misbehaved)
    this.entries[this.entries.length - 1] = { ...last, effects: [...last.effects, misbehaved] }
    this.#misbehaved = true
  }
}

function withMessage(step: Deliver, message: Message): Deliver {
  return step.message === message ? step : { kind: 'deliver', from: step.from, to: step.to, message }
}

function unheard(): void {}
