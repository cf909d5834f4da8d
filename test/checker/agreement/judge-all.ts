import type { Alphabet } from './alphabets.ts'
import { compare, type Checker } from './disagreement.ts'
import { enumerate } from './enumeration.ts'
import type { AnyHistory } from './histories.ts'
import { createSpecification } from './specification.ts'

export type AllJudged = {
  readonly linearizable: number
  readonly illegal: number
  /** The first few. */
  readonly disagreements: readonly {
    readonly alphabet: string
    readonly why: string
    readonly history: AnyHistory
  }[]
}

const disagreementsMax = 3

/** Judges every history of a size with the checker and the port, and by trying every order. */
export function judgeAll(checker: Checker, alphabet: Alphabet, size: number): AllJudged {
  const specification = createSpecification(alphabet.subject)
  const truth = { specification, everyOrderMax: size, isLinearizable: false }
  const counts = { linearizable: 0, illegal: 0 }
  const disagreements: AllJudged['disagreements'][number][] = []
  enumerate(alphabet, size, (history) => {
    const found = compare(checker, alphabet.subject.model, truth, history)
    if (found.kind === 'agreement') {
      // A few operations are always decided.
      if (found.verdict === 'linearizable' || found.verdict === 'illegal') counts[found.verdict] += 1
    } else if (disagreements.length < disagreementsMax) {
      disagreements.push({ alphabet: alphabet.name, why: found.why, history: [...history] })
    }
  })
  return { ...counts, disagreements }
}
