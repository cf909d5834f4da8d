import type { Trace, Violated } from '../../trace/index.ts'
import { clientBreaches } from './clients.ts'
import { firstBreach } from './finder.ts'
import type { Breach } from './rules.ts'

/** The same in every lab. */
export const keptResult: readonly [sentence: string, advice: string] = [
  'what was executed must be answered, or the client waits for ever',
  'send a Reply for each request that was executed, whatever the result is: null, 0 and the empty string are results, too; and send it again when the request comes again',
]

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
  'server-keeps-the-result': keptResult,
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
