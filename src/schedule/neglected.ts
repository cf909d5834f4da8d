import { contentOfMessage, type Address } from '../port/index.ts'
import type { Calm } from '../trace/index.ts'
import type { World } from '../world/index.ts'
import type { Deliver } from './enabled.ts'

/** What no schedule with a clock exceeds: how long a message takes where nothing holds it back, in ms. */
export const latencyMsMax = 300

/**
 * What a calm owes the nodes and did not give: everything that is sent arrives, and every timer fires. Steps that were
 * recorded of another solution are no calm for one that sends other messages. Null: nothing.
 */
export function neglectedIn(world: World, { fromMs, endMs, severed }: Calm): string | null {
  const { entries } = world
  const arrivedLastMs = new Map<string, number>()
  const timers = new Map<string, { readonly node: Address; readonly name: string; readonly dueMs: number }>()
  for (const { cause, atMs, effects } of entries) {
    const nowMs = atMs ?? 0
    if (cause.kind === 'deliver') arrivedLastMs.set(flightOf(cause), nowMs)
    if (cause.kind === 'timer') timers.delete(`${cause.node} ${cause.name}`)
    for (const effect of effects) {
      if (effect.kind === 'timer-set') {
        const { node, name, afterMs } = effect
        timers.set(`${node} ${name}`, { node, name, dueMs: nowMs + afterMs })
      } else if (effect.kind === 'timer-cancelled') timers.delete(`${effect.node} ${effect.name}`)
    }
  }
  for (const { node, name, dueMs } of timers.values()) {
    if (dueMs < endMs && world.isUp(node))
      return `timer ${name} of ${node}, due at ${dueMs} ms, does not fire in it`
  }
  for (const { atMs, effects } of entries) {
    if (atMs === null || atMs < fromMs || atMs + latencyMsMax >= endMs) continue
    for (const effect of effects) {
      if (effect.kind !== 'sent' || (arrivedLastMs.get(flightOf(effect)) ?? 0) >= atMs) continue
      const { from, to, message } = effect
      const isCut = severed.some((link) => link.from === from && link.to === to)
      if (!isCut && world.isUp(to))
        return `the ${message.kind} that ${from} sends to ${to} at ${atMs} ms does not arrive in it`
    }
  }
  return null
}

function flightOf({ from, to, message }: Omit<Deliver, 'kind'>): string {
  return `${from}>${to} ${contentOfMessage(message)}`
}
