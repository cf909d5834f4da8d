import { kinds, unobservable, type Encoding } from './encoding.ts'
import {
  barren,
  frameCandidates,
  frameFlags,
  frameInts,
  frameMove,
  frameOwed,
  framePosition,
  frameState,
  frameUsed,
  maySkip,
  pass,
  show,
  showOrPass,
  skipped,
  unsearched,
  untried,
} from './frame.ts'
import { at, grown, lowestBit, type Ints } from './ints.ts'
import { suffice } from './needs.ts'
import type { Found } from './search.ts'
import { NarrowSeen } from './narrow-seen.ts'
import type { Timeline } from './timeline.ts'
import {
  OpenValues,
  rowInts,
  rowObserver,
  rowProducer,
  rowReaders,
  rowRefusers,
  rowRequired,
  rowSwapsFrom,
  rowSwapsTo,
  rowWriters,
} from './open-values.ts'

/**
 * The same search as `Search`, step by step, for the usual case: no more than 32 operations are open at a time,
 * and all of them name the values that they find and leave. Each set of slots is one number, and what is open
 * is kept by value, so that no question walks through the window.
 */
export class NarrowSearch {
  readonly encoding: Encoding
  readonly timeline: Timeline
  stepsSpent = 0
  /** Of the frame on top; -1 when there is none. */
  depth = -1
  frames: Ints = new Int32Array(64 * frameInts)
  readonly #open: OpenValues
  readonly #seen = new NarrowSeen()

  constructor(encoding: Encoding, timeline: Timeline) {
    this.encoding = encoding
    this.timeline = timeline
    this.#open = new OpenValues(encoding, timeline)
  }

  /** How much memory it holds on to, in ints. */
  get capacity(): number {
    return this.#seen.capacity + this.frames.length
  }

  run(stepsMax: number): Found {
    const { encoding, timeline } = this
    this.stepsSpent = encoding.size
    this.depth = -1
    if (timeline.returnCount === 0) return 'linearizable'
    this.#open.reset()
    this.#seen.reset()
    const owed = this.#open.enter(0, at(timeline.callsBy, 0), encoding.initial)
    if (this.#settle(encoding.initial, 0, owed, 0, showOrPass)) return 'linearizable'
    let countsAt = 4 * encoding.size
    while (this.depth >= 0) {
      if (this.stepsSpent >= stepsMax) return 'exhausted'
      if (this.stepsSpent >= countsAt) {
        if (!suffice(encoding, timeline)) return 'illegal'
        countsAt = Infinity
      }
      this.stepsSpent += 1
      if (this.#tryNext()) return 'linearizable'
    }
    return 'illegal'
  }

  /** The state that an operation leaves; -1 when it is illegal. */
  after(operation: number, state: number): number {
    const value = at(this.encoding.a, operation)
    switch (at(this.encoding.kind, operation)) {
      case kinds.read:
        return value === state ? state : -1
      case kinds.readNot:
        return value === state ? -1 : state
      case kinds.write:
        return value
      default:
        return value === state ? at(this.encoding.b, operation) : -1
    }
  }

  /** Tries what is next in the frame on top, or takes the frame away. True when the end is reached. */
  #tryNext(): boolean {
    const { frames } = this
    const { returns, slot } = this.timeline
    const frame = this.depth * frameInts
    const position = at(frames, frame + framePosition)
    const flags = at(frames, frame + frameFlags)
    if (this.#open.position !== position) this.#open.backTo(position)
    if ((flags & untried) !== 0) {
      frames[frame + frameFlags] = (flags & ~untried) | unsearched
      return this.#use(frame, at(returns, position))
    }
    let candidates = at(frames, frame + frameCandidates)
    if ((flags & unsearched) !== 0) {
      frames[frame + frameFlags] = flags & ~unsearched
      candidates =
        this.#candidates(
          at(frames, frame + frameState),
          at(frames, frame + frameUsed),
          at(frames, frame + frameOwed),
          flags,
        ) & ~(1 << (at(slot, at(returns, position)) & 31))
    }
    if (candidates !== 0) {
      const operation = this.#open.firstToReturn(candidates)
      frames[frame + frameCandidates] = candidates & ~(1 << at(slot, operation))
      return this.#use(frame, operation)
    }
    if ((flags & maySkip) === 0) {
      this.depth -= 1
      return false
    }
    frames[frame + frameFlags] = 0
    frames[frame + frameCandidates] = 0
    frames[frame + frameMove] = skipped
    const used = at(frames, frame + frameUsed)
    return this.#settle(at(frames, frame + frameState), used, at(frames, frame + frameOwed), 0, pass)
  }

  /** Places an operation and goes on from there. True when the end is reached. */
  #use(frame: number, operation: number): boolean {
    const { frames } = this
    const { kind, a, b } = this.encoding
    const { returns, slot } = this.timeline
    const { rows, position, all, called } = this.#open
    frames[frame + frameMove] = operation
    const before = at(frames, frame + frameState)
    const owedBefore = at(frames, frame + frameOwed)
    const bit = 1 << at(slot, operation)
    const used = at(frames, frame + frameUsed) | bit
    const isWrite = at(kind, operation) === kinds.write
    const state = isWrite ? at(a, operation) : at(b, operation)
    if (state !== before && this.#isMissed(before, used)) return false
    // Before a write, every other one can be hidden; whatever was placed, the reads that are legal are taken.
    let owed = owedBefore & ~(isWrite ? at(rows, all + rowWriters) | bit : bit)
    const row = state * rowInts
    const served =
      owed & (at(rows, row + rowReaders) | (at(rows, all + rowRefusers) & ~at(rows, row + rowRefusers)))
    owed &= ~served
    const returning = 1 << at(slot, at(returns, position))
    const wasOwed = (owedBefore & returning) !== 0
    const isDone = ((wasOwed ? ~owed : used) & returning) !== 0
    const isBarren = isWrite && served === 0
    const canFollow = (at(rows, row + rowSwapsFrom) & ~used) !== 0
    // Another write would have to follow, and then this one would better be hidden, or left out.
    if (isBarren && !isDone && !canFollow) return false
    const isObservable =
      canFollow || at(rows, row + rowObserver) > called || (owed & at(rows, row + rowRefusers)) !== 0
    const seen = isObservable ? state : unobservable
    return this.#settle(seen, used, owed, isBarren ? barren : 0, wasOwed && isDone ? showOrPass : show)
  }

  /** Does somebody still have to find this state, and can nobody but those used up bring it back? */
  #isMissed(state: number, used: number): boolean {
    const { rows, called } = this.#open
    const row = state * rowInts
    if (at(rows, row + rowRequired) <= called || at(rows, row + rowProducer) > called) return false
    return ((at(rows, row + rowWriters) | at(rows, row + rowSwapsTo)) & ~used) === 0
  }

  /** Goes on from a configuration until there is a choice. True when the end is reached. */
  #settle(state: number, used: number, owed: number, flags: number, choice: number): boolean {
    const open = this.#open
    const { returns, returnCount, slot, callsBy } = this.timeline
    // Ends: each turn moves on by a position.
    for (;;) {
      const { position } = open
      const returning = at(returns, position)
      const bit = 1 << at(slot, returning)
      if ((owed & bit) !== 0) return this.#push(state, used, owed, flags)
      if (choice !== pass && (at(open.rows, open.all + rowWriters) & ~used & bit) !== 0) {
        if (choice === show) return this.#push(state, used, owed, flags)
        if (this.#isWorthShowing(returning, used, owed)) return this.#push(state, used, owed, flags | maySkip)
      }
      if (position + 1 === returnCount) return true
      used &= ~bit
      open.turn(returning, bit)
      owed |= open.enter(at(callsBy, position), at(callsBy, position + 1), state)
      open.position = position + 1
      open.called = at(callsBy, position + 1)
      this.stepsSpent += 1
      flags = 0
      choice = showOrPass
    }
  }

  /** See `Reductions.isWorthShowing`. */
  #isWorthShowing(operation: number, used: number, owed: number): boolean {
    const { counts, a } = this.encoding
    const { rows, called } = this.#open
    if (at(counts, kinds.readNot) > 0) return true
    const row = at(a, operation) * rowInts
    if ((owed & at(rows, row + rowReaders)) !== 0 || at(rows, row + rowObserver) > called) return true
    return (at(rows, row + rowSwapsFrom) & ~used) !== 0
  }

  /** Puts a frame on top, unless nothing can come of it. Always false: not the end. */
  #push(state: number, used: number, owed: number, flags: number): boolean {
    const { position } = this.#open
    if (!this.#seen.enter(position, state, used, owed)) return false
    let candidates = 0
    if (this.#goesFirst(at(this.timeline.returns, position), state, flags)) flags |= untried
    else {
      candidates = this.#candidates(state, used, owed, flags)
      if (candidates === 0 && (flags & maySkip) === 0) return false
    }
    this.depth += 1
    const frame = this.depth * frameInts
    if (frame + frameInts > this.frames.length) this.frames = grown(this.frames, this.frames.length * 2)
    const { frames } = this
    frames[frame + framePosition] = position
    frames[frame + frameState] = state
    frames[frame + frameFlags] = flags
    frames[frame + frameUsed] = used
    frames[frame + frameOwed] = owed
    frames[frame + frameCandidates] = candidates
    return false
  }

  /** Will what returns here be the first candidate? Then the others can wait: often nobody asks for them. */
  #goesFirst(returning: number, state: number, flags: number): boolean {
    const kind = at(this.encoding.kind, returning)
    if (kind < kinds.write || (flags & maySkip) !== 0) return false
    return kind === kinds.write ? (flags & barren) === 0 : at(this.encoding.a, returning) === state
  }

  /** The slots of those that may be used next: legal, not used, and without a twin that does as well. */
  #candidates(state: number, used: number, owed: number, flags: number): number {
    const { rows, all, operation, position } = this.#open
    const { kind, a } = this.encoding
    const { returns, slot } = this.timeline
    const returning = at(returns, position)
    if (at(kind, returning) === kinds.read && (owed & (1 << at(slot, returning))) !== 0) {
      // Can anybody bring the state that it must find?
      const row = at(a, returning) * rowInts
      if (((at(rows, row + rowWriters) | at(rows, row + rowSwapsTo)) & ~used) === 0) return 0
    }
    const swaps = at(rows, state * rowInts + rowSwapsFrom)
    let found = (swaps | ((flags & barren) === 0 ? at(rows, all + rowWriters) : 0)) & ~used
    for (let left = found; left !== 0; left &= left - 1) {
      const bit = left & -left
      if (this.#hasBetterTwin(at(operation, lowestBit(bit)), bit, used, owed)) found &= ~bit
    }
    return found
  }

  /** See `Reductions.#hasBetterTwin`. */
  #hasBetterTwin(candidate: number, bit: number, used: number, owed: number): boolean {
    const { kind, a, b } = this.encoding
    const { position } = this.timeline
    const { rows, operation } = this.#open
    const row = at(a, candidate) * rowInts
    const isWrite = at(kind, candidate) === kinds.write
    let left = isWrite
      ? at(rows, row + rowWriters)
      : at(rows, row + rowSwapsFrom) & at(rows, at(b, candidate) * rowInts + rowSwapsTo)
    left &= ~used & ~bit
    if (left === 0) return false
    // If this one is owed and its twin is not, the twin is no better: it could be left out.
    if (!isWrite && (owed & bit) !== 0) left &= owed
    const returnsAt = at(position, candidate)
    const slot = lowestBit(bit)
    for (; left !== 0; left &= left - 1) {
      const twinSlot = lowestBit(left)
      const twinReturnsAt = at(position, at(operation, twinSlot))
      if (twinReturnsAt < returnsAt || (twinReturnsAt === returnsAt && twinSlot < slot)) return true
    }
    return false
  }
}

/** Can `NarrowSearch` judge what is laid out? */
export function isNarrow({ automaton }: Encoding, { slotCount }: Timeline): boolean {
  return slotCount <= 32 && automaton === undefined
}
