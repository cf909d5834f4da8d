import { hunt, type Subject } from '../../src/hunt/index.ts'
import type { SchedulerName } from '../../src/schedule/index.ts'

/** How far a hunt got that ends with the first failure, which it does not shrink. */
export type Sought = Failed | { readonly kind: 'nothing'; readonly schedules: number; readonly cpuMs: number }

export interface Failed {
  readonly kind: 'failed'
  readonly property: string
  readonly because: string
  /** Who found it: a scheduler, or the search of a small scope. */
  readonly by: string
  /** This one included. */
  readonly schedules: number
  readonly cpuMs: number
}

export interface SoughtWithin {
  readonly seed: number
  readonly schedulesMax: number
  /** A search of a small scope that was begun is brought to its end. */
  readonly cpuMsMax: number
  /** Null for all of them, as a hunt mixes them. */
  readonly scheduler: SchedulerName | null
}

/** Hunts as ever until a judgement fires, the schedules are played, or the time is up. */
export function seekFailure(subject: Subject, within: SoughtWithin): Sought {
  const { seed, schedulesMax, cpuMsMax, scheduler } = within
  const startedAt = process.cpuUsage()
  const { outcomes, schedules } = hunt(subject, {
    seed,
    schedulesMax,
    onProgress() {},
    until: 'first failure',
    goesOn: () => cpuMsSince(startedAt) <= cpuMsMax,
    ...(scheduler === null ? {} : { schedulers: [scheduler] }),
  })
  const cpuMs = cpuMsSince(startedAt)
  for (const { property, verdict } of outcomes) {
    if (verdict.kind !== 'violated') continue
    const { finding, scheduler: by } = verdict
    return { kind: 'failed', property, because: finding.because, by: by ?? '', schedules, cpuMs }
  }
  return { kind: 'nothing', schedules, cpuMs }
}

function cpuMsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1_000
}
