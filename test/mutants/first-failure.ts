import { hunt, type Subject } from '../../src/hunt/index.ts'
import type { SchedulerName } from '../../src/schedule/index.ts'
import type { Trace, Violated } from '../../src/trace/index.ts'

/** How far a hunt got that ends with the first failure, which it does not shrink. */
export type Sought = Failed | { readonly kind: 'nothing'; readonly schedules: number; readonly cpuMs: number }

export interface Failed {
  readonly kind: 'failed'
  readonly property: string
  readonly because: string
  /** This one included. */
  readonly schedules: number
  readonly cpuMs: number
}

export interface SoughtWithin {
  readonly seed: number
  readonly schedulesMax: number
  readonly cpuMsMax: number
  /** Null for all of them, as a hunt mixes them. */
  readonly scheduler: SchedulerName | null
}

/** Schedules of the first hunt; each later one has so many times as many, up to a number. */
const firstPart = 64
const growth = 4
const partMax = 1_024

/**
 * Hunts as ever until a judgement fires, the schedules are played, or the time is up. It is done in parts, since a hunt
 * draws the rest of its plans after it was ended; that is not counted.
 */
export function seekFailure(subject: Subject, within: SoughtWithin): Sought {
  const watch = new Watch(within.cpuMsMax)
  const watched = watch.over(subject)
  let part = Math.min(firstPart, within.schedulesMax)
  for (let seed = within.seed; watch.schedules < within.schedulesMax; seed += seedStep) {
    const schedulesMax = Math.min(part, within.schedulesMax - watch.schedules)
    const options = { seed, schedulesMax, onProgress() {} }
    try {
      hunt(watched, within.scheduler === null ? options : { ...options, schedulers: [within.scheduler] })
    } catch (error) {
      if (!(error instanceof Ended)) throw error
      return watch.sought(error.failure)
    }
    part = Math.min(part * growth, partMax)
  }
  return watch.sought(null)
}

/** Parts of hunts with seeds that lie side by side share nothing. */
const seedStep = 1_000_003

/** Counts schedules and time, and ends the hunt. */
class Watch {
  schedules = 0
  readonly #startedAt = process.cpuUsage()
  #endedAtMs: number | null = null

  constructor(readonly cpuMsMax: number) {}

  over(subject: Subject): Subject {
    return {
      ...subject,
      judgements: subject.judgements.map((judgement) => ({
        ...judgement,
        judge: (trace: Trace) => {
          const verdict = judgement.judge(trace)
          if (verdict.kind === 'violated') this.#end({ property: judgement.name, verdict })
          return verdict
        },
      })),
      // Asked for once in each schedule, before it is judged.
      marksOf: (trace) => {
        if (this.#spentMs() > this.cpuMsMax) this.#end(null)
        this.schedules += 1
        return subject.marksOf(trace)
      },
    }
  }

  sought(failure: Ended['failure']): Sought {
    const { schedules } = this
    const cpuMs = this.#endedAtMs ?? this.#spentMs()
    if (failure === null) return { kind: 'nothing', schedules, cpuMs }
    const { property, verdict } = failure
    return { kind: 'failed', property, because: verdict.because, schedules, cpuMs }
  }

  #end(failure: Ended['failure']): never {
    this.#endedAtMs = this.#spentMs()
    throw new Ended(failure)
  }

  #spentMs(): number {
    const { user, system } = process.cpuUsage(this.#startedAt)
    return (user + system) / 1_000
  }
}

/** Thrown through the hunt, which would shrink what fails and go on. */
class Ended extends Error {
  constructor(readonly failure: { readonly property: string; readonly verdict: Violated } | null) {
    super('the hunt has seen enough')
  }
}
