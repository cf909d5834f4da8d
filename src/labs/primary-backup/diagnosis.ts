import type { Diagnosis, Trace, Violated } from '../../trace/index.ts'
import { emptyBreaches, orderBreaches } from '../diagnosis/answers.ts'
import { clientBreaches, renumberBreaches } from '../diagnosis/clients.ts'
import { duplicateBreaches } from '../diagnosis/duplicates.ts'
import { firstBreach, type Finder } from '../diagnosis/finder.ts'
import { offenceBreach } from '../diagnosis/offence.ts'
import { diagnosisOf, type Breach } from '../diagnosis/rules.ts'
import { contractBreach } from './diagnosis/contracts.ts'
import { costBreach } from './diagnosis/costs.ts'
import { decisionBreaches } from './diagnosis/decisions.ts'
import { lossBreaches } from './diagnosis/losses.ts'
import { replyBreaches, roleBreaches } from './diagnosis/replies.ts'
import { staleBreaches } from './diagnosis/stale.ts'
import { viewBreaches } from './diagnosis/views.ts'

/**
 * The rule of the lecture that a run broke, found in the trace alone: who was told of which view, which message can
 * have caused which, what the state of each server was made of. A cause may lie far before the step at which clients
 * could see it.
 *
 * Blind spot: servers' messages to each other are their own affair. That a backup answered is taken for its consent,
 * whatever the answer said.
 */
export function diagnose(trace: Trace, property: string, violated: Violated): Diagnosis | null {
  const breach = breachOf(trace, property, violated)
  return breach === null ? null : diagnosisOf(breach)
}

/** Where a signature only says what came of it. */
const causeOf: Readonly<Record<string, Finder>> = {
  'view-left-unacknowledged': viewBreaches,
  'client-ignores-the-answer': renumberBreaches,
}

function breachOf(trace: Trace, property: string, violated: Violated): Breach | null {
  const first = (finders: readonly Finder[]): Breach | null => firstBreach(trace, violated, finders)
  switch (property) {
    case 'well-behaved':
      return offenceBreach(violated)
    case 'cost':
      return costBreach(trace)
    case 'no-duplicate-writes':
      return first([clientBreaches, viewBreaches, staleBreaches, roleBreaches, duplicateBreaches])
    case 'single-primary':
      return contractBreach(trace, violated) ?? first([viewBreaches, roleBreaches])
    case 'linearizable':
      return first([
        clientBreaches,
        viewBreaches,
        staleBreaches,
        roleBreaches,
        decisionBreaches,
        duplicateBreaches,
        emptyBreaches,
        replyBreaches,
        lossBreaches,
        orderBreaches,
      ])
    default: {
      const cause = causeOf[violated.signature]
      return (cause === undefined ? null : first([cause])) ?? contractBreach(trace, violated)
    }
  }
}
