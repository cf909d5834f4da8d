import type { Trace } from '../src/trace/index.ts'

/** What should have been noticed this long before the end of the calm must have been acted on. */
const settleMsMin = 2_000
/** A solution that looks rarely is right: it gets so many of its longest timers. */
const settleTimers = 10

/** How long a solution has to act on what it can notice: milliseconds, measured by its own timers. */
export function settleMsOf({ entries }: Trace): number {
  let longestTimerMs = 0
  for (const { effects } of entries) {
    for (const effect of effects) {
      if (effect.kind === 'timer-set') longestTimerMs = Math.max(longestTimerMs, effect.afterMs)
    }
  }
  return Math.max(settleMsMin, settleTimers * longestTimerMs)
}
