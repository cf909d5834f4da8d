import { serversMinOf, type Plan, type Run } from '../schedule/index.ts'
import type { Judgement, Step, Trace, Violated } from '../trace/index.ts'
import { cut, fitting, oneByOne } from './cuts.ts'
import { findingOf, type Finding } from './finding.ts'
import { withoutLoops } from './loops.ts'
import { inClearOrder } from './order.ts'
import { withoutPairs } from './pairs.ts'
import { amongSaid } from './shortest.ts'
import { simplerPlans } from './simpler-plans.ts'
import { Slips } from './slips.ts'
import { playAsFarAsPossible, playSubject, type Subject } from './subject.ts'
import { Trials, type Failing } from './trials.ts'

/** What came of shrinking. */
export interface Shrunk {
  readonly finding: Finding
  /** Other ways of failing that were met on the way, each with a run of its own; not shrunk. */
  readonly slips: readonly Finding[]
  /** How many runs were played. */
  readonly runs: number
}

/**
 * The smallest run that can be found and that breaks the same promise in the same way. Null when the run itself does not
 * break it: what a solution does at the end of the stack may differ from time to time.
 */
export function shrink(subject: Subject, judgement: Judgement, failing: Run): Finding | null {
  return shrinkAll(subject, judgement, failing)?.finding ?? null
}

/** The same, with what it took and what else was met. */
export function shrinkAll(subject: Subject, judgement: Judgement, failing: Run): Shrunk | null {
  const trace = playAsFarAsPossible(subject, failing)
  const violated = violationIn(judgement, trace)
  if (violated === null) return null
  const slips = new Slips(subject, judgement, violated.signature)
  const trials = new Trials(subject, judgement, violated.signature, (...seen) => slips.note(...seen))
  // A recorded run with a clock is judged by its clock: taking steps away would only lose messages.
  if (failing.kind === 'steps' && failing.calm !== null) {
    return { finding: findingOf(judgement.name, violated, trace, null), slips: [], runs: 1 }
  }
  const first = trials.attempt({ setup: trace.setup, steps: stepsOf(trace) })
  if (first !== null) {
    const { violated: shown, trace: shortest } = minimal(first, trials)
    const finding = findingOf(judgement.name, shown, shortest, null)
    return { finding, slips: slips.findings(), runs: trials.runs }
  }
  // It does not fail without its clock: the plan itself is made simpler.
  if (failing.kind === 'steps') return null
  return simplest(subject, judgement, { plan: failing.plan, violated, trace })
}

function minimal(failing: Failing, trials: Trials): Failing {
  const reduced = withoutPairs(withoutLoops(cut(failing, trials), trials), trials)
  const shorter = amongSaid(reduced, trials)
  const best = shorter === reduced ? reduced : oneByOne(shorter, trials)
  return inClearOrder(fitting(best, trials), trials)
}

/** A plan that fails, and its run. */
interface FailingPlan {
  readonly plan: Plan
  readonly violated: Violated
  readonly trace: Trace
}

function simplest(subject: Subject, judgement: Judgement, failing: FailingPlan): Shrunk {
  let best = failing
  let runs = 1
  for (let isSimpler = true; isSimpler;) {
    isSimpler = false
    for (const plan of simplerPlans(best.plan, best.trace, serversMinOf(subject.arena))) {
      runs += 1
      const trace = playSubject(subject, { kind: 'plan', plan })
      const violated = violationIn(judgement, trace)
      if (violated?.signature !== failing.violated.signature) continue
      best = { plan, violated, trace }
      isSimpler = true
      break
    }
  }
  return { finding: findingOf(judgement.name, best.violated, best.trace, null), slips: [], runs }
}

function violationIn({ judge }: Judgement, trace: Trace): Violated | null {
  const verdict = judge(trace)
  return verdict.kind === 'violated' ? verdict : null
}

/** The schedule of a trace: its causes without the starts of the nodes. */
function stepsOf(trace: Trace): readonly Step[] {
  return trace.entries.map(({ cause }) => cause).filter((cause) => cause.kind !== 'start')
}
