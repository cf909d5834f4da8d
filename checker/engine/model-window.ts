import { kinds, type Encoding } from './encoding.ts'
import { at, atLeast, lowestBit, type Ints } from './ints.ts'
import { afterAll, type Timeline } from './timeline.ts'

/** What a model says of its operations. */
export type Steps = {
  /** The state that an operation leaves; -1 where it is illegal. */
  readonly after: (operation: number, state: number) => number
  /** Do two operations have the same content? */
  readonly isSame: (one: number, other: number) => boolean
  /** Are the answers to be remembered? Who does not go back asks each question once, or seldom twice. */
  remembers: boolean
}

/** Of no model. */
export const noSteps: Steps = { after: () => -1, isSame: () => false, remembers: false }

/**
 * The operations of a model that are open at a position: who sits in which slot, and sets of slots, as words of 32 bits. It
 * moves along the timeline one position at a time, in both directions.
 */
export class ModelWindow {
  words = 1
  position = 0
  /** Who sits in each slot, or sat there last. */
  seats: Ints = new Int32Array(64)
  /** The slots of those that change a state, or may do so. */
  movers: Ints = new Int32Array(4)
  /** Of those that never do. */
  reads: Ints = new Int32Array(4)
  /** Of those among the movers that never return. */
  pending: Ints = new Int32Array(4)
  readonly #encoding: Encoding
  readonly #timeline: Timeline
  #hasReads = false

  constructor(encoding: Encoding, timeline: Timeline) {
    this.#encoding = encoding
    this.#timeline = timeline
  }

  /** At the first position. There must be one. */
  reset(): void {
    const { slotCount, callsBy } = this.#timeline
    this.words = Math.max(1, (slotCount + 31) >>> 5)
    this.seats = atLeast(this.seats, slotCount)
    this.movers = atLeast(this.movers, this.words).fill(0)
    this.reads = atLeast(this.reads, this.words).fill(0)
    this.pending = atLeast(this.pending, this.words).fill(0)
    this.position = 0
    this.#hasReads = at(this.#encoding.counts, kinds.readTable) > 0
    this.#enter(0, at(callsBy, 0))
  }

  /** Beyond what returns at its position, which is not the last one. */
  forward(): void {
    const { returns, callsBy, slot } = this.#timeline
    this.#leave(at(slot, at(returns, this.position)))
    this.position += 1
    this.#enter(at(callsBy, this.position - 1), at(callsBy, this.position))
  }

  backTo(position: number): void {
    const { returns, callsBy, calls, slot } = this.#timeline
    while (this.position > position) {
      const end = at(callsBy, this.position)
      this.position -= 1
      for (let call = at(callsBy, this.position); call < end; call++) this.#leave(at(slot, at(calls, call)))
      this.#sit(at(returns, this.position))
    }
  }

  #enter(from: number, to: number): void {
    for (let call = from; call < to; call++) this.#sit(at(this.#timeline.calls, call))
  }

  #sit(operation: number): void {
    const seat = at(this.#timeline.slot, operation)
    const word = seat >>> 5
    const bit = 1 << (seat & 31)
    this.seats[seat] = operation
    if (at(this.#encoding.kind, operation) === kinds.readTable) {
      this.reads[word] = at(this.reads, word) | bit
      return
    }
    this.movers[word] = at(this.movers, word) | bit
    if (at(this.#timeline.position, operation) === afterAll) {
      this.pending[word] = at(this.pending, word) | bit
    }
  }

  #leave(seat: number): void {
    const word = seat >>> 5
    const others = ~(1 << (seat & 31))
    this.movers[word] = at(this.movers, word) & others
    this.reads[word] = at(this.reads, word) & others
    this.pending[word] = at(this.pending, word) & others
  }

  /** Adds the reads that are legal in a state to what is done, a set of slots in `sets`. */
  serve(steps: Steps, state: number, sets: Ints, done: number): void {
    if (!this.#hasReads) return
    for (let word = 0; word < this.words; word++) {
      for (let left = at(this.reads, word) & ~at(sets, done + word); left !== 0; left &= left - 1) {
        if (steps.after(at(this.seats, word * 32 + lowestBit(left)), state) < 0) continue
        sets[done + word] = at(sets, done + word) | (left & -left)
      }
    }
  }

  openReads(): readonly number[] {
    const reads: number[] = []
    for (let word = 0; word < this.words; word++) {
      for (let left = at(this.reads, word); left !== 0; left &= left - 1) {
        reads.push(at(this.seats, word * 32 + lowestBit(left)))
      }
    }
    return reads
  }
}
