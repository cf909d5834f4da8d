import type { Diagnosis, Trace, Violated } from '../../trace/index.ts'
import { emptyBreaches, orderBreaches } from '../diagnosis/answers.ts'
import { clientBreaches } from '../diagnosis/clients.ts'
import { duplicateBreaches } from '../diagnosis/duplicates.ts'
import { firstBreach } from '../diagnosis/finder.ts'
import { offenceBreach } from '../diagnosis/offence.ts'
import { diagnosisOf, type Breach } from '../diagnosis/rules.ts'
import { secondThoughts } from '../diagnosis/second-thoughts.ts'
import { silenceBreach } from '../diagnosis/silence.ts'
import { decisionBreaches, divergenceBreaches, oldReadBreaches } from './diagnosis/replicas.ts'

/** What a broken promise of replicas means. A cause may lie far before the step at which clients could see it. */
export function diagnose(trace: Trace, property: string, violated: Violated): Diagnosis | null {
  const breach = breachOf(trace, property, violated)
  if (breach === null) return null
  return { ...diagnosisOf(breach), ...titles[breach.rule] }
}

/** Rules that this lab words otherwise: there is no primary in it, and no view. */
const titles: Readonly<Record<string, Pick<Diagnosis, 'title' | 'slide'>>> = {
  'same-order': {
    title: 'State machine replication: every server executes the same operations in the same order',
    slide: 'slides 6–7',
  },
  'rule-2': {
    title: 'A reply leaves only when every server has the operation',
    slide: 'slides 6–8',
  },
  'rule-7': {
    title: 'The at-most-once data go wherever the operations go',
    slide: 'slides 28, 40',
  },
  'decided-once': {
    title: 'The outcome of an operation is decided once, and every server takes it over',
    slide: 'slides 9, 44',
  },
  progress: { title: 'Once the network is calm, the service answers', slide: 'slides 6–7' },
}

function breachOf(trace: Trace, property: string, violated: Violated): Breach | null {
  switch (property) {
    case 'well-behaved':
      return offenceBreach(violated)
    case 'progress':
      return silenceBreach(trace, violated)
    case 'all-before-reply':
      return earlyReply(violated)
    case 'replicas-agree':
      if (violated.signature === 'replica-left-behind') return leftBehind()
      return firstBreach(trace, violated, [
        clientBreaches,
        duplicateBreaches,
        decisionBreaches,
        divergenceBreaches,
      ])
    case 'no-duplicate-writes':
      return firstBreach(trace, violated, [clientBreaches, duplicateBreaches])
    default:
      return firstBreach(trace, violated, [
        clientBreaches,
        duplicateBreaches,
        decisionBreaches,
        secondThoughts,
        oldReadBreaches,
        divergenceBreaches,
        emptyBreaches,
        orderBreaches,
      ])
  }
}

function earlyReply({ entries }: Violated): Breach {
  return {
    rule: 'rule-2',
    sentence: 'should those that do have it die now, what the client was told is gone with them',
    advice:
      'count who has said that it has this operation, by its number; answer when nobody is missing, retries of the client too',
    at: entries.at(-1) ?? 0,
  }
}

function leftBehind(): Breach {
  return {
    rule: 'same-order',
    sentence: 'a server is up and within reach, and does not have a write that a client was told is done',
    advice: 'execute the operation before you say that you have it; send it again to whoever has not said so',
    at: null,
  }
}
