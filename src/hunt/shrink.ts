import type { Run } from '../schedule/index.ts'
import type { Judgement, Violated } from '../trace/index.ts'
import { findingOf, type Finding } from './finding.ts'
import { minimiserOf, playSubject, type Subject } from './subject.ts'

/**
 * The smallest run that the minimiser reaches and that breaks the same promise in the same way. Null when the run
 * itself does not break it: what a solution does at the end of the stack may differ from time to time.
 */
export function shrink(subject: Subject, judgement: Judgement, failing: Run): Finding | null {
  const minimise = minimiserOf(subject)
  let best = { run: failing, cursor: null as unknown, violated: violationOf(subject, judgement, failing) }
  for (;;) {
    const { violated } = best
    if (violated === null) return null
    let next: typeof best | null = null
    for (const { run, cursor } of minimise(best.run, best.cursor)) {
      const again = violationOf(subject, judgement, run)
      if (again?.signature !== violated.signature) continue
      next = { run, cursor, violated: again }
      break
    }
    if (next === null) return findingOf(judgement.name, violated, playSubject(subject, best.run), null)
    best = next
  }
}

function violationOf(subject: Subject, judgement: Judgement, run: Run): Violated | null {
  const verdict = judgement.judge(playSubject(subject, run))
  return verdict.kind === 'violated' ? verdict : null
}
