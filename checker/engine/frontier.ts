import { Configurations, entryDone, entryState } from './configurations.ts'
import type { Encoding } from './encoding.ts'
import { at, atLeast, lowestBit, type Ints } from './ints.ts'
import { ModelWindow, noSteps, type Steps } from './model-window.ts'
import type { Found } from './search.ts'
import type { Timeline } from './timeline.ts'

/**
 * What `ModelSearch` finds depth first, found breadth first: all configurations at a position, then all at the next one.
 * None of them is ever come back to, so there is little to remember. It takes less for each configuration, and goes through
 * more of them: where there is no linearization, the search has to go through all of them as well.
 */
export class Frontier {
  stepsSpent = 0
  readonly #encoding: Encoding
  readonly #timeline: Timeline
  readonly #window: ModelWindow
  #steps: Steps = noSteps
  #here = new Configurations()
  #next = new Configurations()
  /** The place of the configuration that is looked at. */
  #entry = 0
  /** What is done in one that is being made. */
  #done: Ints = new Int32Array(4)
  /** Of each slot, `words` words: those of equal operations that return earlier. */
  #twins: Ints = new Int32Array(64)
  /** Of each operation: 1 when it has been compared with those that were open then. */
  #isClassified: Ints = new Int32Array(64)

  constructor(encoding: Encoding, timeline: Timeline) {
    this.#encoding = encoding
    this.#timeline = timeline
    this.#window = new ModelWindow(encoding, timeline)
  }

  /** How much memory it holds on to, in ints. */
  get capacity(): number {
    return this.#here.capacity + this.#next.capacity
  }

  /** Begins with the group that is laid out. */
  reset(steps: Steps): void {
    const window = this.#window
    window.reset()
    this.#steps = steps
    steps.remembers = true
    this.#here.reset(window.words, window.reads, window.pending)
    this.#next.reset(window.words, window.reads, window.pending)
    this.#done = atLeast(this.#done, window.words).fill(0)
    this.#isClassified = atLeast(this.#isClassified, this.#encoding.size).fill(0)
    this.stepsSpent = 0
    this.#entry = 0
    const { initial } = this.#encoding
    window.serve(steps, initial, this.#done, 0)
    this.#here.add(0, initial, this.#done, 0)
  }

  /** Goes on until it has spent so much. */
  run(stepsMax: number): Found {
    const { returns, returnCount, slot } = this.#timeline
    const window = this.#window
    if (returnCount === 0) return 'linearizable'
    for (;;) {
      const seat = at(slot, at(returns, window.position))
      const here = this.#here
      if (this.#entry === 0) this.#findTwins()
      // Ends: it grows as long as there are others.
      for (; this.#entry < here.end; this.#entry += here.stride) {
        if (this.stepsSpent >= stepsMax) return 'exhausted'
        this.stepsSpent += 1
        if ((at(here.entries, this.#entry + entryDone + (seat >>> 5)) & (1 << (seat & 31))) === 0)
          this.#expand()
        else this.#carry(seat)
      }
      if (this.#next.end === 0) return 'illegal'
      if (window.position + 1 === returnCount) return 'linearizable'
      this.#forward()
    }
  }

  /** To the next position, with what has been carried over. */
  #forward(): void {
    const next = this.#next
    this.#window.forward()
    for (let entry = 0; entry < next.end; entry += next.stride) {
      this.#window.serve(this.#steps, at(next.entries, entry + entryState), next.entries, entry + entryDone)
    }
    this.#next = this.#here
    this.#next.clear()
    this.#here = next
    this.#entry = 0
  }

  /** Takes the configuration over to the next position: what returns here is done. */
  #carry(seat: number): void {
    const { entries } = this.#here
    // A copy: others are still compared with this one.
    this.#copy(this.#entry + entryDone)
    this.#done[seat >>> 5] = at(this.#done, seat >>> 5) & ~(1 << (seat & 31))
    this.#next.add(0, at(entries, this.#entry + entryState), this.#done, 0)
  }

  /** Makes a set of this position the one that is being made. */
  #copy(place: number): void {
    for (let word = 0; word < this.#window.words; word++) {
      this.#done[word] = at(this.#here.entries, place + word)
    }
  }

  /** Places each operation that may be the next one. */
  #expand(): void {
    const here = this.#here
    const { words, movers, pending, seats } = this.#window
    const state = at(here.entries, this.#entry + entryState)
    const before = this.#entry + entryDone
    for (let word = 0; word < words; word++) {
      for (let left = at(movers, word) & ~at(here.entries, before + word); left !== 0; left &= left - 1) {
        const bit = left & -left
        const slot = word * 32 + lowestBit(left)
        if (this.#hasBetterTwin(slot, before)) continue
        const after = this.#steps.after(at(seats, slot), state)
        if (after < 0 || (after === state && (at(pending, word) & bit) !== 0)) continue
        this.#copy(before)
        this.#done[word] = at(this.#done, word) | bit
        this.#window.serve(this.#steps, after, this.#done, 0)
        if (!here.has(0, after, this.#done, 0)) here.add(0, after, this.#done, 0)
      }
    }
  }

  /** Is there an equal operation that is not done and returns earlier? Whoever uses this one could use that one. */
  #hasBetterTwin(slot: number, done: number): boolean {
    const { words } = this.#window
    for (let word = 0; word < words; word++) {
      if ((at(this.#twins, slot * words + word) & ~at(this.#here.entries, done + word)) !== 0) return true
    }
    return false
  }

  #findTwins(): void {
    const { slotCount, position } = this.#timeline
    const { words, seats } = this.#window
    const { a } = this.#encoding
    this.#twins = atLeast(this.#twins, slotCount * words).fill(0, 0, slotCount * words)
    for (let slot = 0; slot < slotCount; slot++) {
      if (!this.#isMover(slot)) continue
      const operation = at(seats, slot)
      this.#classify(operation)
      for (let other = 0; other < slot; other++) {
        if (!this.#isMover(other) || at(a, at(seats, other)) !== at(a, operation)) continue
        const isLater = at(position, operation) >= at(position, at(seats, other))
        const [later, earlier] = isLater ? [slot, other] : [other, slot]
        const place = later * words + (earlier >>> 5)
        this.#twins[place] = at(this.#twins, place) | (1 << (earlier & 31))
      }
    }
  }

  #isMover(slot: number): boolean {
    return (at(this.#window.movers, slot >>> 5) & (1 << (slot & 31))) !== 0
  }

  /** Compares an operation with all that are open and have been compared; once is enough. */
  #classify(operation: number): void {
    if (at(this.#isClassified, operation) === 1) return
    this.#isClassified[operation] = 1
    for (let slot = 0; slot < this.#timeline.slotCount; slot++) {
      const other = at(this.#window.seats, slot)
      if (other === operation || !this.#isMover(slot) || at(this.#isClassified, other) === 0) continue
      if (this.#steps.isSame(operation, other)) return
    }
  }
}
