import { Configurations } from './configurations.ts'
import type { Encoding } from './encoding.ts'
import { at, atLeast, grown, lowestBit, type Ints } from './ints.ts'
import { ModelWindow, noSteps, type Steps } from './model-window.ts'
import type { Found } from './search.ts'
import { afterAll, type Timeline } from './timeline.ts'

/** What a frame holds: a position, a state, how many operations have been tried, and the one that is being tried. */
const frameInts = 4
const frameState = 1
const frameTried = 2
const frameMove = 3

/**
 * The same search as `Search`, for operations of which nothing is known but what the model says: `step` and `readTable`.
 * An operation is done when it is placed; a read is at the first moment at which it is legal.
 *
 * What takes its time are the steps of the model. So as little as possible is asked of it, and of the contents of
 * operations only when the search goes back.
 */
export class ModelSearch {
  readonly #encoding: Encoding
  readonly #timeline: Timeline
  stepsSpent = 0
  /** Of the frame on top; -1 when there is none. */
  #depth = -1
  #frames: Ints = new Int32Array(64 * frameInts)
  /** In positions, from the farthest. */
  retreatMax = Infinity
  readonly #window: ModelWindow
  #steps: Steps = noSteps
  /** Of each frame, `words` words each: what is done, what is to be tried first, and what is left to be tried. */
  #sets: Ints = new Int32Array(256)
  /** Of each operation: 1 when it has been seen to change a state. */
  #changes: Ints = new Int32Array(64)
  /** Where operations are pending, they may be used in circles: where one is, and not only where one has been, is known. */
  #remembersAll = false
  /** The last position at which there has been a frame. */
  #farthest = 0
  readonly #deadEnds = new Configurations()

  constructor(encoding: Encoding, timeline: Timeline) {
    this.#encoding = encoding
    this.#timeline = timeline
    this.#window = new ModelWindow(encoding, timeline)
  }

  /** How much memory it holds on to, in ints. */
  get capacity(): number {
    return this.#deadEnds.capacity + this.#sets.length + this.#frames.length
  }

  /** Begins with the group that is laid out. */
  reset(steps: Steps): void {
    const { returnCount } = this.#timeline
    const { size } = this.#encoding
    const window = this.#window
    this.stepsSpent = 0
    this.#depth = -1
    this.#farthest = 0
    this.#steps = steps
    if (returnCount === 0) return
    window.reset()
    this.#remembersAll = returnCount < size
    this.#changes = atLeast(this.#changes, size).fill(0)
    this.#sets = atLeast(this.#sets, 3 * window.words).fill(0, 0, 3 * window.words)
    this.#deadEnds.reset(window.words, window.reads, window.pending)
  }

  /** Goes on until it has spent so much, or has gone back by more than `retreatMax`. */
  run(stepsMax: number): Found {
    if (this.stepsSpent === 0 && this.#begin()) return 'linearizable'
    while (this.#depth >= 0) {
      const position = at(this.#frames, this.#depth * frameInts)
      if (this.stepsSpent >= stepsMax || this.#farthest - position > this.retreatMax) return 'exhausted'
      if (this.stepsSpent > 3 * this.#encoding.size) this.#steps.remembers = true
      this.stepsSpent += 1
      if (this.#tryNext()) return 'linearizable'
    }
    return 'illegal'
  }

  #begin(): boolean {
    if (this.#timeline.returnCount === 0) return true
    const { initial } = this.#encoding
    this.#window.serve(this.#steps, initial, this.#sets, 0)
    this.stepsSpent += 1
    return this.#settle(initial)
  }

  /** The order that has been found, as positions in the group: what was placed, and each read where it is legal first. */
  order(): readonly number[] {
    const { returnCount } = this.#timeline
    const { source, initial } = this.#encoding
    const order: number[] = []
    const isDone = new Set<number>()
    if (returnCount === 0) return order
    this.#window.reset()
    let state = initial
    for (let frame = 0; ; frame += frameInts) {
      const isLast = frame > this.#depth * frameInts
      const until = isLast ? returnCount - 1 : at(this.#frames, frame)
      for (; ; this.#window.forward()) {
        for (const read of this.#window.openReads()) {
          if (isDone.has(read) || this.#steps.after(read, state) < 0) continue
          isDone.add(read)
          order.push(at(source, read))
        }
        if (this.#window.position === until) break
      }
      if (isLast) return order
      const move = at(this.#frames, frame + frameMove)
      order.push(at(source, move))
      state = this.#steps.after(move, state)
    }
  }

  /** Tries what is next in the frame on top, or takes the frame away. True when the end is reached. */
  #tryNext(): boolean {
    const frames = this.#frames
    const depth = this.#depth
    const { words } = this.#window
    const frame = depth * frameInts
    const state = at(frames, frame + frameState)
    const done = 3 * words * depth
    this.#window.backTo(at(frames, frame))
    // Ends: each turn takes a candidate away.
    for (;;) {
      let operation = this.#firstToReturn(done + words)
      // What has been looked at in this state, and changes nothing.
      const isFirst = operation >= 0
      if (!isFirst) operation = this.#firstToReturn(done + 2 * words)
      if (operation < 0) break
      const tried = at(frames, frame + frameTried)
      const slot = at(this.#timeline.slot, operation)
      const word = slot >>> 5
      const sets = this.#sets
      sets[done + words + word] = at(sets, done + words + word) & ~(1 << (slot & 31))
      sets[done + 2 * words + word] = at(sets, done + 2 * words + word) & ~(1 << (slot & 31))
      const after = isFirst ? state : this.#steps.after(operation, state)
      if (after < 0 || (after === state && at(this.#timeline.position, operation) === afterAll)) continue
      if (tried > 0 && this.#hasBetterTwin(operation, state, after, done)) continue
      frames[frame + frameTried] = tried + 1
      frames[frame + frameMove] = operation
      return this.#use(slot, after, done)
    }
    this.#depth -= 1
    if (!this.#remembersAll) this.#deadEnds.add(this.#window.position, state, this.#sets, done)
    return false
  }

  #use(slot: number, state: number, done: number): boolean {
    const { words } = this.#window
    const next = done + 3 * words
    if (next + 3 * words > this.#sets.length)
      this.#sets = grown(this.#sets, 2 * this.#sets.length + 3 * words)
    const sets = this.#sets
    for (let word = 0; word < words; word++) sets[next + word] = at(sets, done + word)
    sets[next + (slot >>> 5)] = at(sets, next + (slot >>> 5)) | (1 << (slot & 31))
    this.#window.serve(this.#steps, state, sets, next)
    return this.#settle(state)
  }

  /** Goes on from a configuration above the top frame until something must be placed. True when the end is reached. */
  #settle(state: number): boolean {
    const { returns, returnCount, slot } = this.#timeline
    const window = this.#window
    const sets = this.#sets
    const done = 3 * window.words * (this.#depth + 1)
    // Ends: each turn moves on by a position.
    for (;;) {
      const seat = at(slot, at(returns, window.position))
      const place = done + (seat >>> 5)
      const bit = 1 << (seat & 31)
      if ((at(sets, place) & bit) === 0) return this.#push(state, done)
      if (window.position + 1 === returnCount) return true
      sets[place] = at(sets, place) & ~bit
      window.forward()
      window.serve(this.#steps, state, sets, done)
      this.stepsSpent += 1
    }
  }

  /** Puts a frame on top, unless nothing can come of it. Always false: not the end. */
  #push(state: number, done: number): boolean {
    const { position } = this.#window
    if (this.#deadEnds.has(position, state, this.#sets, done)) return false
    const isAlive = this.#findCandidates(state, done)
    if (this.#remembersAll || !isAlive) this.#deadEnds.add(position, state, this.#sets, done)
    if (!isAlive) return false
    if (position > this.#farthest) this.#farthest = position
    const depth = this.#depth + 1
    const frame = depth * frameInts
    if (frame + frameInts > this.#frames.length) this.#frames = grown(this.#frames, this.#frames.length * 2)
    this.#depth = depth
    this.#frames[frame] = position
    this.#frames[frame + frameState] = state
    this.#frames[frame + frameTried] = 0
    return false
  }

  /**
   * What may be placed next: what is legal, or has once been seen to change a state, and will be looked at when it is its
   * turn. What changes nothing here may never be legal again, and stands in nobody's way: it goes first. False when there
   * is nothing.
   */
  #findCandidates(state: number, done: number): boolean {
    const sets = this.#sets
    const { words, movers, seats } = this.#window
    let isAny = false
    for (let word = 0; word < words; word++) {
      let candidates = at(movers, word) & ~at(sets, done + word)
      let first = 0
      for (let left = candidates; left !== 0; left &= left - 1) {
        const operation = at(seats, word * 32 + lowestBit(left))
        if (at(this.#changes, operation) === 1) continue
        const after = this.#steps.after(operation, state)
        if (after < 0) candidates &= ~(left & -left)
        else if (after === state) first |= left & -left
        else this.#changes[operation] = 1
      }
      sets[done + words + word] = first
      sets[done + 2 * words + word] = candidates
      isAny ||= candidates !== 0
    }
    return isAny
  }

  /** The one of a set that returns first; -1 if it is empty. */
  #firstToReturn(set: number): number {
    const { words, seats } = this.#window
    const { position: positions, returns, slot } = this.#timeline
    const returning = at(returns, this.#window.position)
    const seat = at(slot, returning)
    if ((at(this.#sets, set + (seat >>> 5)) & (1 << (seat & 31))) !== 0) return returning
    let best = -1
    let bestPosition = Infinity
    for (let word = 0; word < words; word++) {
      for (let left = at(this.#sets, set + word); left !== 0; left &= left - 1) {
        const operation = at(seats, word * 32 + lowestBit(left))
        const position = at(positions, operation)
        if (position >= bestPosition) continue
        best = operation
        bestPosition = position
      }
    }
    return best
  }

  /** Is there an equal operation that is not done and returns earlier? Whoever uses this one could use that one. */
  #hasBetterTwin(operation: number, state: number, after: number, done: number): boolean {
    const { words, movers, seats } = this.#window
    const { position, slot } = this.#timeline
    const returns = at(position, operation)
    const seat = at(slot, operation)
    for (let word = 0; word < words; word++) {
      for (let left = at(movers, word) & ~at(this.#sets, done + word); left !== 0; left &= left - 1) {
        const other = at(seats, word * 32 + lowestBit(left))
        const otherReturns = at(position, other)
        if (otherReturns > returns || (otherReturns === returns && at(slot, other) >= seat)) continue
        if (this.#steps.after(other, state) === after && this.#steps.isSame(other, operation)) return true
      }
    }
    return false
  }
}
