import type { Breach } from '../src/labs/replicated-vm/breaches/breach.ts'
import { factsOf, type Facts } from '../src/labs/replicated-vm/facts.ts'
import type { Judgement } from '../src/trace/index.ts'

/** A promise of the replicated machine, judged on every schedule by what breaks it. */
export function judgementOf(
  promise: Pick<Judgement, 'name' | 'claim' | 'source' | 'needs'>,
  breachOf: (facts: Facts) => Breach | null,
): Judgement {
  return {
    ...promise,
    on: 'every schedule',
    judge(trace) {
      const breach = breachOf(factsOf(trace))
      if (breach === null) return { kind: 'holds' }
      const { because, signature, entries } = breach
      return { kind: 'violated', because, signature, entries }
    },
  }
}
