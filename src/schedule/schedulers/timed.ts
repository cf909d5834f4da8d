import fc, { type Arbitrary } from 'fast-check'
import type { Address, Command } from '../../port/index.ts'
import type { Calm, Entry, Setup, Step, Trace } from '../../trace/index.ts'
import type { World } from '../../world/index.ts'
import { horizonMs, operations, seeds, type Arena } from '../arena.ts'
import { EventQueue } from '../event-queue.ts'
import type { Scope } from '../faults/fault-kind.ts'
import { faultKinds, kindOf, type Fault } from '../faults/registry.ts'
import type { Moment } from '../moment.ts'
import type { Operation, Plan } from '../plan.ts'
import { createRandom, type Random } from '../random.ts'
import { Storm } from '../storm.ts'
import type { SchedulerKind } from './scheduler-kind.ts'

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
  plans: timedPlans,
  run: (world, plan, settings) => new TimedRun(world, plan, settings).run(),
}

function timedPlans(arena: Arena, setup: Setup): Arbitrary<Plan> {
  const scope: Scope = { ...setup, fixed: arena.fixed, kinds: arena.kinds, horizonMs }
  return fc
    .record({
      latencyMs: fc.constantFrom(
        { min: 1, max: 5 },
        { min: 1, max: 20 },
        { min: 5, max: 60 },
        { min: 1, max: 300 },
      ),
      faults: fc.array(faults(scope, arena), { maxLength: 6 }),
      settleMs: fc.constantFrom(250, 250, 250, 250, 2_500),
      seed: seeds(),
      operations: operations(arena, setup),
    })
    .map(({ latencyMs, faults: chosen, settleMs, seed, operations: storming }) => {
      const timed: Timed = {
        kind: 'timed',
        latencyMs,
        faults: chosen,
        stormMs: horizonMs + 200,
        settleMs,
        calmMs: 5_000,
      }
      // One call of each client waits for the calm: whoever survives must still be served.
      const calm = setup.clients.map((client, i): Operation => {
        const command = arena.draw(`q${i}`, createRandom(seed + i).below)
        return { client, command, at: { ms: timed.stormMs + 10 } }
      })
      return { setup, scheduler: timed, seed, operations: [...storming, ...calm] }
    })
}

function faults(scope: Scope, arena: Arena): Arbitrary<Fault> {
  const kinds = faultKinds.filter((kind) => arena.joins || kind !== 'join')
  return fc.oneof(...kinds.map((kind) => kindOf(kind).arbitrary(scope)))
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
  /** Which setting of a timer is the one that counts; a timer that is set again replaces the old one. */
  readonly #settings = new Map<string, number>()
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
    readonly timed: Timed,
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
    return this.world.trace(...this.#untilTheEnd())
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
      if (next.event.kind === 'act') next.event.act()
      else this.#attempt(next.event)
    }
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
    if (step.kind === 'timer' && this.#settings.get(`${node} ${step.name}`) !== setting) return
    if (this.world.isUp(node) && this.#storm.keeps(step, node)) return
    this.#take(step)
  }

  /** Takes the step if it can be taken: a message to a crashed node is lost, a crash of a crashed node is none. */
  #take(step: Step): void {
    const entry = this.world.take(step, this.#nowMs)
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
      this.#settings.set(`${step.node} ${step.name}`, this.#settingLast)
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
