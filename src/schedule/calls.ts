import type { Address, Command } from '../port/index.ts'
import type { Step } from '../trace/index.ts'
import type { World } from '../world/index.ts'
import type { Plan } from './plan.ts'
import type { Random } from './random.ts'

interface DueCall {
  readonly command: Command
  readonly fromStep: number
}

/** Calls of one client, in order. */
interface Queue {
  readonly client: Address
  readonly calls: DueCall[]
  /** How many have been made. */
  made: number
}

/** When nothing is under way, the calls of the next part of the run come early: so many parts has a run. */
const leaps = 4

/** The calls of a plan in a run without a clock, spread over its steps as over the time of a timed run. */
export class Calls {
  readonly #queues: Queue[] = []
  /** How many steps calls come earlier by now. */
  #early = 0

  constructor(
    plan: Plan,
    readonly stepsMax: number,
  ) {
    const lastMs = Math.max(1, ...plan.operations.map(({ at }) => ('ms' in at ? at.ms : 0)))
    for (const { client, command, at } of plan.operations) {
      const call = { command, fromStep: 'ms' in at ? Math.floor((at.ms / lastMs) * stepsMax * 0.9) : 0 }
      const queue = this.#queues.find((each) => each.client === client)
      if (queue === undefined) this.#queues.push({ client, calls: [call], made: 0 })
      else queue.calls.push(call)
    }
  }

  /** A call that is due after `taken` steps, of a client that is idle; taken out. */
  due(world: World, random: Random, taken: number): Step | null {
    let ready = 0
    for (const queue of this.#queues) if (this.#isReady(queue, world, taken)) ready += 1
    if (ready === 0) return null
    let chosen = random.below(ready)
    for (const queue of this.#queues) {
      if (!this.#isReady(queue, world, taken)) continue
      if (chosen === 0) return invocationOf(queue)
      chosen -= 1
    }
    return null
  }

  #isReady({ client, calls, made }: Queue, world: World, taken: number): boolean {
    const next = calls[made]
    return next !== undefined && next.fromStep <= taken + this.#early && world.isIdle(client)
  }

  /** Where servers are silent unless they are called, calls are all that can still happen: the next one comes now. */
  leap(world: World, random: Random, taken: number): Step | null {
    const next = this.#queues.flatMap(({ client, calls, made }) => {
      const call = calls[made]
      return call !== undefined && world.isIdle(client) ? [call.fromStep] : []
    })
    if (next.length === 0) return null
    const untilNext = Math.min(...next) - taken
    this.#early = Math.max(this.#early, untilNext + Math.floor(this.stepsMax / leaps))
    return this.due(world, random, taken)
  }
}

/** Takes out the next call. */
function invocationOf(queue: Queue): Step | null {
  const call = queue.calls[queue.made]
  queue.made += 1
  return call === undefined ? null : { kind: 'invoke', client: queue.client, command: call.command }
}
