import type { Address, Command, Result } from '../port/index.ts'
import { derived } from './derived.ts'
import type { Trace } from './trace.ts'

/** A call of a client, from the entry that invoked it to the entry that finished it. */
export interface Call {
  readonly client: Address
  /** 1 for the client's first call. */
  readonly number: number
  readonly command: Command
  /** Index of the trace entry. */
  readonly calledAt: number
  readonly outcome:
    { readonly kind: 'returned'; readonly at: number; readonly result: Result } | { readonly kind: 'pending' }
}

/** The calls of a trace in the order of their invocation. */
export const historyOf = derived(callsIn)

function callsIn(trace: Pick<Trace, 'entries'>): readonly Call[] {
  const calls: Call[] = []
  const openByClient = new Map<Address, number>()
  const countByClient = new Map<Address, number>()
  let at = -1
  for (const { cause, effects } of trace.entries) {
    at += 1
    if (cause.kind === 'invoke') {
      const number = (countByClient.get(cause.client) ?? 0) + 1
      countByClient.set(cause.client, number)
      openByClient.set(cause.client, calls.length)
      calls.push({
        client: cause.client,
        number,
        command: cause.command,
        calledAt: at,
        outcome: { kind: 'pending' },
      })
    }
    for (const effect of effects) {
      if (effect.kind !== 'finished') continue
      const open = openByClient.get(effect.client)
      const call = open === undefined ? undefined : calls[open]
      // A world reports a second `finish` as an offence and records no effect, so that a call is always open here.
      if (open === undefined || call === undefined)
        throw new Error(`${effect.client} finished at entry ${at} without an open call`)
      calls[open] = { ...call, outcome: { kind: 'returned', at, result: effect.result } }
      openByClient.delete(effect.client)
    }
  }
  return calls
}
