import type { Address, Command } from '../../port/index.ts'
import type { Calm, Entry, Setup, Step, Trace } from '../../trace/index.ts'
import type { World } from '../../world/index.ts'
import { drawOperations, horizonMs, type Arena } from '../arena.ts'
import { drawFault } from '../draw-fault.ts'
import { EventQueue } from '../event-queue.ts'
import type { Fault } from '../faults/registry.ts'
import type { Moment } from '../moment.ts'
import { latencyMsMax } from '../neglected.ts'
import type { Operation, Plan } from '../plan.ts'
import { createRandom, type Random } from '../random.ts'
import { Storm } from '../storm.ts'
import type { Draft, SchedulerKind } from './scheduler-kind.ts'

/** A virtual clock, latencies, and faults: what a network really does. After the storm comes the calm. */
export interface Timed {
  readonly kind: 'timed'
  /** Milliseconds that a message takes, each drawn anew, both ends included. */
  readonly latencyMs: { readonly min: number; readonly max: number }
  readonly faults: readonly Fault[]
  /** The storm ends here at the latest: every fault that is not for ever ends. */
  readonly stormMs: number
  /** It ends earlier if this moment comes: when what it is about is over. */
  readonly overAt?: Moment
  /** The run ends this long after the calm began and every call has returned… */
  readonly settleMs: number
  /** …or this long after the calm began, whatever is missing. */
  readonly calmMs: number
}

export const timed: SchedulerKind<Timed> = {
  name: 'timed',
  about: 'a virtual clock, latencies and up to six faults',
  draw,
  run: runTimed,
}

export function runTimed(world: World, plan: Plan, settings: Omit<Timed, 'kind'>): Trace {
  return new TimedRun(world, plan, settings, true).run()
}

/** Takes what comes before that time; nothing of it is stamped, since there will be no clock to judge by. */
export function runUntil(world: World, plan: Plan, settings: Omit<Timed, 'kind'>, ms: number): void {
  new TimedRun(world, plan, settings, false).runUntil(ms)
}

const faultsMax = 6

function draw(arena: Arena, setup: Setup, random: Random): Draft<Timed> {
  const scheduler: Timed = {
    kind: 'timed',
    latencyMs: random.oneOf([
      { min: 1, max: 5 },
      { min: 1, max: 20 },
      { min: 5, max: 60 },
      { min: 1, max: latencyMsMax },
    ]),
    faults: Array.from({ length: random.below(faultsMax + 1) }, () =>
      drawFault(arena, setup, horizonMs, random),
    ),
    stormMs: horizonMs + 200,
    settleMs: random.oneOf([250, 250, 250, 250, 2_500]),
    calmMs: 5_000,
  }
  const storming = drawOperations(arena, setup, random)
  return { scheduler, operations: [...storming, ...callsInCalm(arena, setup, scheduler.stormMs, random)] }
}

/** One call of each client waits for the calm: whoever survives must still be served. */
export function callsInCalm(arena: Arena, { clients }: Setup, stormMs: number, random: Random): Operation[] {
  return clients.map((client, i) => ({
    client,
    command: arena.draw(`q${i}`, random.below),
    at: { ms: stormMs + 10 },
  }))
}

/** A client that is paused makes its call after that. */
const retryInvokeMs = 10

const stepsPerRunMax = 100_000

type Event =
  | { readonly kind: 'step'; readonly step: Step; readonly node: Address; readonly setting: number | null }
  | { readonly kind: 'act'; readonly act: () => void }

class TimedRun {
  readonly #queue = new EventQueue<Event>()
  readonly #random: Random
  readonly #storm: Storm
  /** By node and name, which setting of a timer is the one that counts: a timer that is set again replaces the old one. */
  readonly #settings = new Map<Address, Map<string, number>>()
  /** Commands that are due, by client. */
  readonly #due = new Map<Address, Command[]>()
  #settingLast = 0
  #nowMs = 0
  #calmFromMs: number | null = null
  #unissued: number
  #outstanding = 0

  constructor(
    readonly world: World,
    readonly plan: Plan,
    readonly timed: Omit<Timed, 'kind'>,
    readonly isStamped: boolean,
  ) {
    this.#random = createRandom(plan.seed)
    this.#unissued = plan.operations.length
    this.#storm = new Storm(
      timed.faults,
      {
        after: (ms, act) => this.#queue.add(this.#nowMs + ms, { kind: 'act', act }),
        take: (step) => this.#take(step),
        release: (step) => this.#schedule(step, 0),
      },
      this.#random,
    )
  }

  run(): Trace {
    this.#begin()
    return this.world.trace(...this.#untilTheEnd())
  }

  runUntil(ms: number): void {
    this.#begin()
    while (!this.world.misbehaved && this.world.entries.length <= stepsPerRunMax) {
      const next = this.#queue.take()
      if (next === null || next.atMs >= ms) return
      this.#nowMs = Math.max(this.#nowMs, next.atMs)
      this.#happen(next.event)
    }
  }

  #begin(): void {
    this.#storm.start()
    for (const { client, command, at } of this.plan.operations) {
      let issued = false
      const issue = (): void => {
        if (!issued) this.#makeDue(client, command)
        issued = true
      }
      this.#storm.at(at, issue)
      // A call whose moment never comes is made in the calm: the service must still answer.
      if (!('ms' in at)) this.#queue.add(this.timed.stormMs + 1, { kind: 'act', act: issue })
    }
    this.#queue.add(this.timed.stormMs, { kind: 'act', act: () => this.#becomeCalm() })
    if (this.timed.overAt !== undefined) this.#storm.at(this.timed.overAt, () => this.#becomeCalm())
    for (const entry of this.world.entries.slice()) this.#absorb(entry)
  }

  #untilTheEnd(): [Calm | null, string | null] {
    for (;;) {
      if (this.world.misbehaved) return [null, null]
      if (this.world.entries.length > stepsPerRunMax) {
        return [
          this.#calm(),
          `the run was stopped after ${stepsPerRunMax} steps, at ${this.#nowMs} ms of virtual time`,
        ]
      }
      const next = this.#queue.take()
      if (next === null) return [this.#calm(), null]
      this.#nowMs = Math.max(this.#nowMs, next.atMs)
      if (this.#isOver()) return [this.#calm(), null]
      this.#happen(next.event)
    }
  }

  #happen(event: Event): void {
    if (event.kind === 'act') event.act()
    else this.#attempt(event)
  }

  #isOver(): boolean {
    if (this.#calmFromMs === null) return false
    const calmForMs = this.#nowMs - this.#calmFromMs
    const isDone = this.#unissued === 0 && this.#outstanding === 0
    return calmForMs > (isDone ? this.timed.settleMs : this.timed.calmMs)
  }

  #calm(): Calm | null {
    if (this.#calmFromMs === null) return null
    const { fixed } = this.world.cast
    const { servers, clients } = this.world.setup
    const joined = this.world.entries.flatMap(({ cause }) => (cause.kind === 'join' ? [cause.node] : []))
    const severed = this.#storm.severed([...fixed, ...servers, ...joined, ...clients])
    return { fromMs: this.#calmFromMs, endMs: this.#nowMs, severed, unissued: this.#unissued }
  }

  #becomeCalm(): void {
    if (this.#calmFromMs !== null) return
    this.#calmFromMs = this.#nowMs
    this.#storm.end()
  }

  #attempt({ step, node, setting }: Event & { kind: 'step' }): void {
    if (step.kind === 'timer' && this.#settings.get(node)?.get(step.name) !== setting) return
    if (this.world.isUp(node) && this.#storm.keeps(step, node)) return
    this.#take(step)
  }

  /** Takes the step if it can be taken: a message to a crashed node is lost, a crash of a crashed node is none. */
  #take(step: Step): void {
    const entry = this.world.take(step, this.isStamped ? this.#nowMs : null)
    if (entry !== null) this.#absorb(entry)
  }

  #absorb(entry: Entry): void {
    for (const effect of entry.effects) {
      if (effect.kind === 'sent') {
        const { from, to, message } = effect
        for (const delayMs of this.#storm.fates(from, to, message, this.#latency())) {
          this.#schedule({ kind: 'deliver', from, to, message }, delayMs)
        }
      } else if (effect.kind === 'timer-set') {
        this.#schedule({ kind: 'timer', node: effect.node, name: effect.name }, effect.afterMs)
      } else if (effect.kind === 'finished') {
        this.#outstanding -= 1
        this.#queue.add(this.#nowMs + 1, { kind: 'act', act: () => this.#invokeNext(effect.client) })
      }
    }
    this.#storm.observe(entry)
  }

  #latency(): number {
    const { min, max } = this.timed.latencyMs
    return min + this.#random.below(max - min + 1)
  }

  #schedule(step: Step, delayMs: number): void {
    if (step.kind === 'timer') {
      this.#settingLast += 1
      this.#settingsOf(step.node).set(step.name, this.#settingLast)
      this.#queue.add(this.#nowMs + delayMs, {
        kind: 'step',
        step,
        node: step.node,
        setting: this.#settingLast,
      })
    } else if (step.kind === 'deliver') {
      this.#queue.add(this.#nowMs + delayMs, { kind: 'step', step, node: step.to, setting: null })
    }
  }

  #settingsOf(node: Address): Map<string, number> {
    const known = this.#settings.get(node)
    if (known !== undefined) return known
    const settings = new Map<string, number>()
    this.#settings.set(node, settings)
    return settings
  }

  #makeDue(client: Address, command: Command): void {
    const due = this.#due.get(client)
    if (due === undefined) this.#due.set(client, [command])
    else due.push(command)
    this.#invokeNext(client)
  }

  #invokeNext(client: Address): void {
    const due = this.#due.get(client)
    const command = due?.[0]
    if (due === undefined || command === undefined) return
    const step: Step = { kind: 'invoke', client, command }
    if (this.#storm.isSilent(client)) {
      this.#queue.add(this.#nowMs + retryInvokeMs, { kind: 'act', act: () => this.#invokeNext(client) })
      return
    }
    if (this.world.whyNot(step) !== null) return
    due.shift()
    this.#unissued -= 1
    this.#outstanding += 1
    this.#take(step)
  }
}
