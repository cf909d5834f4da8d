import type { Address, Command } from '../port/index.ts'
import type { Step } from '../trace/index.ts'
import type { World } from '../world/index.ts'
import type { Plan } from './plan.ts'
import type { Random } from './random.ts'

interface DueCall {
  readonly command: Command
  readonly fromStep: number
}

/** When nothing is under way, the calls of the next part of the run come early: so many parts has a run. */
const leaps = 4

/** The calls of a plan in a run without a clock, spread over its steps as over the time of a timed run. */
export class Calls {
  /** Still to be made, by client. */
  readonly #calls = new Map<Address, DueCall[]>()
  /** How many steps calls come earlier by now. */
  #early = 0

  constructor(
    plan: Plan,
    readonly stepsMax: number,
  ) {
    const lastMs = Math.max(1, ...plan.operations.map(({ at }) => ('ms' in at ? at.ms : 0)))
    for (const { client, command, at } of plan.operations) {
      const call = { command, fromStep: 'ms' in at ? Math.floor((at.ms / lastMs) * stepsMax * 0.9) : 0 }
      const calls = this.#calls.get(client)
      if (calls === undefined) this.#calls.set(client, [call])
      else calls.push(call)
    }
  }

  /** A call that is due after `taken` steps, of a client that is idle; taken out. */
  due(world: World, random: Random, taken: number): Step | null {
    const ready = [...this.#calls].filter(
      ([client, [next]]) =>
        next !== undefined && next.fromStep <= taken + this.#early && world.isIdle(client),
    )
    const chosen = ready.length === 0 ? undefined : ready[random.below(ready.length)]
    const call = chosen?.[1].shift()
    return chosen === undefined || call === undefined
      ? null
      : { kind: 'invoke', client: chosen[0], command: call.command }
  }

  /** Where servers are silent unless they are called, calls are all that can still happen: the next one comes now. */
  leap(world: World, random: Random, taken: number): Step | null {
    const next = [...this.#calls].flatMap(([client, [call]]) =>
      call !== undefined && world.isIdle(client) ? [call.fromStep] : [],
    )
    if (next.length === 0) return null
    const untilNext = Math.min(...next) - taken
    this.#early = Math.max(this.#early, untilNext + Math.floor(this.stepsMax / leaps))
    return this.due(world, random, taken)
  }
}
