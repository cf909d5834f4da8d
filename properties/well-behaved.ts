import type { Judgement, Monitor, Offence, Trace, Verdict } from '../src/trace/index.ts'

export const wellBehaved: Judgement = {
  name: 'well-behaved',
  claim: 'a handler runs to completion, returns nothing, and touches only its node and `out`',
  source: 'src/port/node.ts; CS 452 Primary/Backup, slides 3–5: a state machine is deterministic',
  on: 'every schedule',
  // A solution that does nothing does nothing wrong: that is worth nothing.
  needs: ['write acknowledged'],
  judge,
  monitor: () => monitor,
}

const monitor: Monitor = {
  initial: 'well',
  observe: ({ effects }) => (effects.some(({ kind }) => kind === 'misbehaved') ? 'misbehaved' : null),
  next: () => null,
}

function judge(trace: Trace): Verdict {
  // A run ends with an offence, so that it is found from behind.
  for (let at = trace.entries.length - 1; at >= 0; at -= 1) {
    for (const effect of trace.entries[at]?.effects ?? []) {
      if (effect.kind !== 'misbehaved') continue
      const { offence, node } = effect
      const where = offence.where === null ? '' : ` (${offence.where})`
      return {
        kind: 'violated',
        because: `${node}, in ${offence.handler}: ${offence.message}${where}`,
        signature: signatureOf(offence),
        entries: [at],
      }
    }
  }
  return { kind: 'holds' }
}

/** The handler's method is part of it, the message's kind or the timer's name is not. */
function signatureOf({ kind, handler }: Offence): string {
  return `${kind}-in-${handler.split(' ')[0] ?? handler}`
}
