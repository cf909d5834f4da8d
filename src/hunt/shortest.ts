import { scopeOfRun, shortestRun, type Scope, type Shortest } from '../explore/index.ts'
import { contentOf } from '../port/index.ts'
import type { Judgement } from '../trace/index.ts'
import { findingOf, runOf, type Finding } from './finding.ts'
import { inClearOrder } from './order.ts'
import { playSubject, type Subject } from './subject.ts'
import { Trials, type Failing } from './trials.ts'

/** Bounds of a search for shorter runs. */
export interface SearchBounds {
  readonly statesMax: number
  readonly workMax: number
}

/** Of the search that keeps to what was said in the run. */
const saidBounds: SearchBounds = { statesMax: 1_500, workMax: 1_000_000 }
/** Runs longer than this are beyond it. */
const saidStepsMax = 40
/** Of a hunt's search for a proof: about a second. */
export const proofBounds: SearchBounds = { statesMax: 15_000, workMax: 4_000_000 }

/**
 * The run in fewer steps, if there is one in which no message is sent but those of the run: its steps in another order, some
 * left out, some more than once. The run itself otherwise.
 */
export function amongSaid(failing: Failing, trials: Trials): Failing {
  const { subject, judgement } = trials
  if (failing.steps.length > saidStepsMax || !isSearchable(subject, judgement)) return failing
  const said = new Set(
    failing.trace.entries.flatMap(({ effects }) =>
      effects.flatMap((effect) => (effect.kind === 'sent' ? [contentOf(effect.message)] : [])),
    ),
  )
  const scope = scopeOfRun(failing.setup, failing.steps)
  const horizon = {
    unit: 'messages that were not said',
    max: 0,
    of: (message: unknown) => (said.has(contentOf(message)) ? 0 : 1),
  }
  const found = shorterRun(trials, { ...scope, horizon }, failing, trials.signature, saidBounds)
  if (found.kind !== 'found') return failing
  const shorter = trials.attempt({ setup: failing.setup, steps: found.steps })
  return shorter !== null && shorter.steps.length < failing.steps.length ? shorter : failing
}

/**
 * The finding with a proof that no run with the same nodes and calls fails so in fewer steps, where the search for one
 * comes to its end within its budget; or a shorter run, if it finds one. Every step counts 1, in any order, with any loss and
 * any repetition. Nothing is said where handlers remember something outside their nodes, outcomes are decided, or the
 * judgement has no monitor.
 */
export function provedShortest(
  subject: Subject,
  judgement: Judgement,
  finding: Finding,
  bounds: SearchBounds,
): Finding {
  if (finding.calm !== null || !isSearchable(subject, judgement)) return finding
  const trials = new Trials(subject, judgement, finding.signature, () => {})
  const failing = trials.attempt({ setup: finding.setup, steps: finding.steps.map(({ step }) => step) })
  if (failing === null || failing.steps.length !== finding.steps.length) return finding
  // What tells states apart does not tell signatures apart: only where no run at all is shorter is that a proof.
  const found = shorterRun(trials, scopeOfRun(failing.setup, failing.steps), failing, null, bounds)
  if (found.kind === 'none') return { ...finding, minimality: 'proved' }
  if (found.kind !== 'found') return finding
  const shorter = trials.attempt({ setup: failing.setup, steps: found.steps })
  if (shorter === null || shorter.steps.length > found.steps.length) return finding
  // Breadth first: what is found first has the fewest steps.
  const clear = inClearOrder(shorter, trials)
  const told = findingOf(judgement.name, clear.violated, clear.trace, finding.origin)
  const shortest: Finding = { ...told, minimality: 'proved' }
  // It is kept only if it replays.
  const again = judgement.judge(playSubject(subject, runOf(shortest)))
  return again.kind === 'violated' && again.signature === finding.signature ? shortest : finding
}

function isSearchable({ machine }: Subject, { monitor }: Judgement): boolean {
  return monitor !== undefined && machine.decide === undefined
}

/** Breadth first, for runs of fewer steps than the failing one that break the promise; in whatever way, for null. */
function shorterRun(
  { subject, judgement }: Trials,
  scope: Scope,
  { steps }: Failing,
  signature: string | null,
  bounds: SearchBounds,
): Shortest {
  try {
    return shortestRun(subject, judgement, scope, { ...bounds, signature, stepsMax: steps.length - 1 })
  } catch (error) {
    // A node that cannot be saved and restored, for example: the finding stands as it is.
    return { kind: 'refused', why: String(error) }
  }
}
