import { contentOf } from '../../port/index.ts'
import type { Call } from '../../trace/index.ts'
import { isWrite, replyIn } from '../lenses.ts'
import type { Written } from '../lineage.ts'
import type { Answer, Facts } from './facts.ts'

/** A call that returned, and the Reply that it returned upon. */
export interface Answered {
  readonly call: Call
  readonly returnedAt: number
  readonly answer: Answer
}

export function answeredCalls({ calls, trace, replies }: Facts): readonly Answered[] {
  return calls.flatMap((call) => {
    if (call.outcome.kind === 'pending') return []
    const returnedAt = call.outcome.at
    const cause = trace.entries[returnedAt]?.cause
    const reply = cause?.kind === 'deliver' ? replyIn(cause.message) : null
    if (cause?.kind !== 'deliver' || reply === null) return []
    const answer = replies.findLast(
      ({ id, server, at }) => id === reply.id && server === cause.from && at <= returnedAt,
    )
    return answer === undefined ? [] : [{ call, returnedAt, answer }]
  })
}

/** The writes among them: what a client was promised. */
export function promisedWrites(facts: Facts): readonly Answered[] {
  return answeredCalls(facts).filter(({ call }) => isWrite(facts.trace, call.command))
}

/** How often the state has the write. Writes of equal content cannot be told apart, only counted. */
export function countIn(lineage: readonly Written[], { call }: Answered): number {
  const content = contentOf(call.command)
  return lineage.filter((written) => written.content === content).length
}

/** How many of these are of the same content. */
export function countAmong(promised: readonly Answered[], { call }: Answered): number {
  const content = contentOf(call.command)
  return promised.filter((other) => contentOf(other.call.command) === content).length
}
