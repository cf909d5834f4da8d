import type { Diagnosis, Trace, Violated } from '../../trace/index.ts'
import { emptyBreaches } from '../primary-backup/diagnosis/answers.ts'
import { clientBreaches } from '../primary-backup/diagnosis/clients.ts'
import { offenceBreach } from '../primary-backup/diagnosis/contracts.ts'
import { duplicateBreaches } from '../primary-backup/diagnosis/duplicates.ts'
import { factsOf, type Facts } from '../primary-backup/diagnosis/facts.ts'
import { diagnosisOf, type Breach } from '../primary-backup/diagnosis/rules.ts'

type Finder = (facts: Facts) => readonly Breach[]

/** What a server without a replica owes its clients: what is left of the rules is at-most-once. */
export function diagnose(trace: Trace, property: string, violated: Violated): Diagnosis | null {
  const breach = breachOf(trace, property, violated)
  return breach === null ? null : diagnosisOf(breach)
}

function breachOf(trace: Trace, property: string, violated: Violated): Breach | null {
  if (property === 'well-behaved') return offenceBreach(violated)
  if (property === 'progress') return silenceBreach(trace, violated)
  return firstBreach(trace, violated, [clientBreaches, duplicateBreaches, emptyBreaches])
}

/** Of the first of these that finds anything before the broken promise shows: the first that it finds. */
export function firstBreach(trace: Trace, { entries }: Violated, finders: readonly Finder[]): Breach | null {
  const fatal = entries.at(-1) ?? trace.entries.length - 1
  const facts = factsOf(trace, fatal)
  for (const find of finders) {
    const breach = find(facts).find(({ at }) => at !== null && at <= fatal)
    if (breach !== undefined) return breach
  }
  return null
}

/** Why nobody answers, by the signature of the verdict. */
const silences: Readonly<Record<string, readonly [sentence: string, advice: string]>> = {
  'client-ignores-the-answer': [
    'the answer arrived, and the client did not take it',
    'take the Reply that carries the number of the open call',
  ],
  'client-does-not-ask-again': [
    'messages get lost: a client that asks once may wait for ever',
    'set a timer with every request, and ask again under the same number when it fires',
  ],
  'client-asks-the-wrong-server': [
    'the client sends its request to nobody who could answer',
    'send the request to a server, and to the next one or the same one again when no answer comes',
  ],
  'server-refuses': [
    'there is nobody else to answer',
    'execute what comes, and answer: a server of this lab has no reason to refuse',
  ],
  'server-does-not-answer': [
    'requests arrive and nothing comes back',
    'answer every repetition with the remembered result, since the first answer may have been lost; and tell calls apart by client and number, or you take a new call for a repetition',
  ],
}

/** A call that is never answered, though all is calm. Renumbered retries are looked for first: no answer fits them. */
export function silenceBreach(trace: Trace, violated: Violated): Breach | null {
  const renumbered =
    violated.signature === 'client-ignores-the-answer' ? firstBreach(trace, violated, [clientBreaches]) : null
  if (renumbered !== null) return renumbered
  const silence = silences[violated.signature]
  if (silence === undefined) return null
  const [sentence, advice] = silence
  return { rule: 'progress', sentence, advice, at: null }
}
