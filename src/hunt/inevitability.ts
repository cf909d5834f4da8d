import { arrivedIn, continueRuns, tryRun } from '../schedule/index.ts'
import type { Inevitability, Judgement, Step } from '../trace/index.ts'
import type { Finding } from './finding.ts'
import type { Subject } from './subject.ts'

/** So many continuations after each step: enough to tell a few from nearly all. */
const continuations = 25
/** So many are one question to the sandbox: its answer is long where a solution floods the network. */
const atOnce = 5
/** Steps of one continuation. */
const stepsMax = 64
/** Longer runs are not looked at: nobody reads them step by step. */
const runStepsMax = 80
/** From so many of them on, a failure is called inevitable. */
const nearlyAll = 23

type Invoke = Step & { readonly kind: 'invoke' }

/**
 * From which step on the run was bound to fail. After each of its steps it goes on at random, 25 times, with the
 * calls that it still has to make; the share of those that break the same promise is what the run was up to.
 * The same finding and the same solution give the same numbers. Null for runs with a clock, and for very long ones.
 *
 * Blind spot: random continuations crash no node, and lose a message only by not delivering it in time.
 */
export function inevitabilityOf(
  subject: Subject,
  judgement: Judgement,
  finding: Finding,
): Inevitability | null {
  const { setup, calm } = finding
  const steps = finding.steps.map(({ step }) => step)
  if (calm !== null || judgement.on !== 'every schedule') return null
  if (steps.length === 0 || steps.length > runStepsMax) return null
  const failing: number[] = []
  for (let taken = 0; taken <= steps.length; taken += 1) {
    const before = steps.slice(0, taken)
    const arrived = arrivedIn(tryRun(subject.cast, subject.machine, setup, before).world.entries)
    const calls = steps.slice(taken).filter((step): step is Invoke => step.kind === 'invoke')
    let count = 0
    for (let i = 0; i < continuations; i += atOnce) {
      const seed = taken * continuations + i
      const group = Array.from({ length: atOnce }, (_, n) => ({ calls, arrived, stepsMax, seed: seed + n }))
      const runs = { setup, steps: before, continuations: group }
      for (const world of continueRuns(subject.cast, subject.machine, runs)) {
        if (judgement.judge(world.trace(null, null)).kind === 'violated') count += 1
      }
    }
    failing.push(count)
  }
  return turningPoint(failing)
}

function turningPoint(failing: readonly number[]): Inevitability {
  let step = 1
  const rise = (at: number): number => (failing[at] ?? 0) - (failing[at - 1] ?? 0)
  for (let at = 2; at < failing.length; at += 1) if (rise(at) > rise(step)) step = at
  const isInevitable = failing.slice(step).every((count) => count >= nearlyAll)
  return { continuations, failing, step, isInevitable }
}
