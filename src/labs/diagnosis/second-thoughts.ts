import { contentOf, encodePlain } from '../../port/index.ts'
import { isWrite } from '../lenses.ts'
import { nameOfRequest, type Facts } from './facts.ts'
import type { Breach } from './rules.ts'

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
