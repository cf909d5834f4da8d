import type { Call } from '../../../trace/index.ts'
import { isWrite, replyIn } from '../lenses.ts'
import type { Answer, Facts } from './facts.ts'
import { contentOf, type Written } from './lineage.ts'

/** A call that returned, and the Reply that it returned upon. */
export interface Answered {
  readonly call: Call
  readonly returnedAt: number
  readonly answer: Answer
}

/** A write that a client was promised. */
export interface Promised extends Answered {
  /** How many writes of this content had been promised by then, this one included: so often must a state have it. */
  readonly times: number
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

export function promisedWrites(facts: Facts): readonly Promised[] {
  const firstAt = (id: string): number => facts.replies.find((reply) => reply.id === id)?.at ?? 0
  const times = new Map<string, number>()
  return answeredCalls(facts)
    .filter(({ call }) => isWrite(facts.trace, call.command))
    .toSorted((a, b) => firstAt(a.answer.id) - firstAt(b.answer.id))
    .map((answered) => {
      const content = contentOf(answered.call.command)
      times.set(content, (times.get(content) ?? 0) + 1)
      return { ...answered, times: times.get(content) ?? 1 }
    })
}

/** Whether the state has the write, and as often as it was promised. */
export function has(lineage: readonly Written[], { call, times }: Promised): boolean {
  const content = contentOf(call.command)
  return lineage.filter((written) => written.content === content).length >= times
}
