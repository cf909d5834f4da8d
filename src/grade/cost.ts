import type { Address, Message } from '../port/index.ts'
import type { Judgement, Trace } from '../trace/index.ts'

/** The name under which findings say that a run took too many messages. */
export const costProperty = 'cost'

/** How many messages were sent to a node in the run. */
export function messagesTo(to: Address, { entries }: Trace): number {
  return entries.reduce(
    (sum, { effects }) => sum + effects.filter((effect) => isSentTo(to, effect)).length,
    0,
  )
}

function isSentTo(
  to: Address,
  effect: { readonly kind: string; readonly to?: Address; readonly message?: Message },
): boolean {
  return effect.kind === 'sent' && effect.to === to
}

/** The signature of findings that break the bound: `at-most-130-to-vs`. */
export function costSignature(to: Address, messagesMax: number): string {
  return `at-most-${messagesMax}-to-${to}`
}

/** Of the run of a finding, whose signature says the bound; null for any other signature. */
export function costJudgement(signature: string): Judgement | null {
  const match = /^at-most-(\d+)-to-(.+)$/.exec(signature)
  const to = match?.[2]
  if (match === null || to === undefined) return null
  const messagesMax = Number(match[1])
  return {
    name: costProperty,
    claim: `in this run at most ${messagesMax} messages are sent to ${to}`,
    source: 'CS 452 Primary/Backup, slide 11',
    on: 'timed schedules',
    needs: [],
    judge: (trace) => {
      const messages = messagesTo(to, trace)
      if (messages <= messagesMax) return { kind: 'holds' }
      const because = `${messages} messages were sent to ${to}, at most ${messagesMax} were expected`
      return { kind: 'violated', because, signature, entries: [trace.entries.length - 1] }
    },
  }
}
