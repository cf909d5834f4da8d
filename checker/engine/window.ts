import { isReadOnly, isTotal, type Encoding } from './encoding.ts'
import { at, atLeast, type Ints } from './ints.ts'
import type { Timeline } from './timeline.ts'

/**
 * The operations that are open at a position: who sits in which slot, and the slots of those that can change a
 * state, as masks of 32-bit words. It moves along the timeline one position at a time, in both directions.
 */
export class Window {
  /** One bit a slot. */
  words = 1
  position = 0
  /** Who sits in each slot, or sat there last. */
  operation: Ints = new Int32Array(64)
  /** The slots of open operations that can change a state. */
  mutators: Ints = new Int32Array(4)
  /** Those of them that are legal everywhere. */
  totals: Ints = new Int32Array(4)
  #encoding: Encoding
  #timeline: Timeline

  constructor(encoding: Encoding, timeline: Timeline) {
    this.#encoding = encoding
    this.#timeline = timeline
  }

  /** Empties the window; the search lets operations in as it moves forward. */
  reset(): void {
    const { slotCount } = this.#timeline
    this.words = Math.max(1, (slotCount + 31) >>> 5)
    this.operation = atLeast(this.operation, slotCount)
    this.mutators = atLeast(this.mutators, this.words).fill(0, 0, this.words)
    this.totals = atLeast(this.totals, this.words).fill(0, 0, this.words)
    this.position = 0
  }

  backTo(position: number): void {
    const { returns, callsBy, calls } = this.#timeline
    while (this.position > position) {
      this.position -= 1
      const end = at(callsBy, this.position + 1)
      for (let call = at(callsBy, this.position); call < end; call++) this.#leave(at(calls, call))
      this.#sit(at(returns, this.position))
    }
  }

  #sit(operation: number): void {
    const slot = at(this.#timeline.slot, operation)
    const kind = at(this.#encoding.kind, operation)
    this.operation[slot] = operation
    if (isReadOnly(kind)) return
    const word = slot >>> 5
    this.mutators[word] = at(this.mutators, word) | (1 << (slot & 31))
    if (isTotal(kind)) this.totals[word] = at(this.totals, word) | (1 << (slot & 31))
  }

  #leave(operation: number): void {
    const slot = at(this.#timeline.slot, operation)
    const word = slot >>> 5
    const others = ~(1 << (slot & 31))
    this.mutators[word] = at(this.mutators, word) & others
    this.totals[word] = at(this.totals, word) & others
  }
}
