import { contentOf, encodePlain } from '../../port/index.ts'
import type { Diagnosis, Trace, Violated } from '../../trace/index.ts'
import { isWrite } from '../lenses.ts'
import { emptyBreaches } from '../primary-backup/diagnosis/answers.ts'
import { clientBreaches } from '../primary-backup/diagnosis/clients.ts'
import { offenceBreach } from '../primary-backup/diagnosis/contracts.ts'
import { duplicateBreaches } from '../primary-backup/diagnosis/duplicates.ts'
import { factsOf, nameOfRequest, type Facts } from '../primary-backup/diagnosis/facts.ts'
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
  return firstBreach(trace, violated, [clientBreaches, duplicateBreaches, secondThoughts, emptyBreaches])
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

/** Two answers to one write that differ: a write has one result, however often it is asked for. */
export function secondThoughts(facts: Facts): readonly Breach[] {
  const first = new Map<string, Facts['replies'][number]>()
  return facts.replies.flatMap((answer): Breach[] => {
    const former = first.get(answer.id)
    if (former === undefined) first.set(answer.id, answer)
    const command = facts.requested.get(answer.id)?.command
    if (former === undefined || command === undefined || !isWrite(facts.trace, command)) return []
    if (contentOf(former.result) === contentOf(answer.result)) return []
    const told = `${former.server} had answered it with ${encodePlain(former.result)}`
    return [
      {
        rule: 'at-most-once',
        sentence: `${answer.server} answered ${nameOfRequest(facts, answer.id)} with ${encodePlain(answer.result)}, and ${told}`,
        advice:
          'remember the result of the last call of each client when it is executed, and answer a repetition with that, whatever has happened since',
        at: answer.at,
      },
    ]
  })
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
