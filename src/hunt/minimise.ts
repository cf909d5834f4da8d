import type { Candidate, Minimiser, Run } from '../schedule/index.ts'
import type { Judgement } from '../trace/index.ts'
import { runOf } from './finding.ts'
import { shrink } from './shrink.ts'
import { playAsFarAsPossible, type Subject } from './subject.ts'

/**
 * For tests that let fast-check shrink: it offers one candidate, the run that `shrink` comes to. To find that out step
 * by step, fast-check would have to play and judge every run once more.
 */
export function minimiserOf(subject: Subject, judgement: Judgement): Minimiser {
  return function* (run: Run, cursor: unknown): Iterable<Candidate> {
    if (cursor !== null || judgement.judge(playAsFarAsPossible(subject, run)).kind !== 'violated') return
    const shrunk = shrink(subject, judgement, run)
    if (shrunk !== null) yield { run: runOf(shrunk), cursor: 'shrunk' }
  }
}
