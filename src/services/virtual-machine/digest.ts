import type { Activity, MachineState } from './machine.ts'

/**
 * A number that stands for the whole state: equal states have equal digests, and different ones hardly ever.
 * An FNV-1a hash of words.
 */
export function digestOf(state: MachineState): number {
  const { pending, handlers, written } = state
  let hash = mixAll(offsetBasis, state.memory)
  hash = mixAll(hash, state.registers)
  hash = mixAll(hash, [
    state.programCounter,
    state.count,
    Number(state.interruptsEnabled),
    Number(pending.timer),
    Number(pending.network),
    handlers.timer ?? -1,
    handlers.network ?? -1,
    state.interruptedAt,
    state.outputs,
    state.arrived.length,
    ...activityWords(state.activity),
  ])
  for (const words of [...state.arrived, state.reading, written.network, written.console]) {
    hash = mixAll(mix(hash, words.length), words)
  }
  return hash
}

const offsetBasis = 0x811c9dc5 | 0
const prime = 0x01000193

/** A halted machine halted where it stands: the reason follows from the rest. */
function activityWords(activity: Activity): readonly number[] {
  switch (activity.kind) {
    case 'running':
      return [0, 0]
    case 'waiting':
      return [1, 0]
    case 'timestamp':
      return [2, activity.register]
    case 'halted':
      return [3, 0]
    default:
      return activity satisfies never
  }
}

function mixAll(hash: number, words: readonly number[]): number {
  let mixed = hash
  for (const word of words) mixed = mix(mixed, word)
  return mixed
}

/** The shift brings high bits down, which multiplication alone never does. */
function mix(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, prime)
  return mixed ^ (mixed >>> 15)
}
