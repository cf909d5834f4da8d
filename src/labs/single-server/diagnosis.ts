import type { Diagnosis, Trace, Violated } from '../../trace/index.ts'
import { emptyBreaches } from '../diagnosis/answers.ts'
import { clientBreaches } from '../diagnosis/clients.ts'
import { duplicateBreaches } from '../diagnosis/duplicates.ts'
import { firstBreach } from '../diagnosis/finder.ts'
import { offenceBreach } from '../diagnosis/offence.ts'
import { diagnosisOf, type Breach } from '../diagnosis/rules.ts'
import { secondThoughts } from '../diagnosis/second-thoughts.ts'
import { silenceBreach } from '../diagnosis/silence.ts'

/** What a server without a replica owes its clients: what is left of the rules is at-most-once. */
export function diagnose(trace: Trace, property: string, violated: Violated): Diagnosis | null {
  const breach = breachOf(trace, property, violated)
  return breach === null ? null : diagnosisOf(breach)
}

function breachOf(trace: Trace, property: string, violated: Violated): Breach | null {
  if (property === 'well-behaved') return offenceBreach(violated)
  if (property === 'progress') return silenceBreach(trace, violated)
  return firstBreach(trace, violated, [clientBreaches, duplicateBreaches, secondThoughts, emptyBreaches])
}
