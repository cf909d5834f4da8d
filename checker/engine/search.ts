import { isReadOnly, isTotal, kinds, unobservable, type Encoding } from './encoding.ts'
import {
  barren,
  frameFlags,
  frameInts,
  frameMove,
  framePosition,
  frameState,
  maySkip,
  pass,
  show,
  showOrPass,
  skipped,
  unsearched,
  untried,
} from './frame.ts'
import { at, grown, lowestBit, type Ints } from './ints.ts'
import { Masks } from './masks.ts'
import type { Reductions } from './reductions.ts'
import { Seen } from './seen.ts'
import type { Timeline } from './timeline.ts'
import { Window } from './window.ts'

/** `exhausted`: the steps did not suffice. `full`: the memory did not, and no number of steps will. */
export type Found = 'linearizable' | 'illegal' | 'exhausted' | 'full'

/**
 * Looks for a linearization, depth first, just in time (Lowe 2017): at each return, and only there, it places
 * what must be placed for that operation to be done, and nothing more.
 *
 * A configuration is a position, a state and two sets of operations of the window:
 *
 * - *used*: those that can change a state and have done so;
 * - *owed*: those that return and are not done. An operation is done when it is used; a read also as soon as it
 *   is legal, since it changes nothing (it is taken there); a total operation also when a write is used while
 *   it is open, since it can be hidden right before that write, where nobody sees it.
 *
 * A total operation that is not owed any more may still be used until it returns, like a pending one.
 * `docs/decisions/0005-checker-engine.md` argues each reduction.
 */
export class Search {
  readonly encoding: Encoding
  readonly timeline: Timeline
  stepsSpent = 0
  /** Of the frame on top; -1 when there is none. */
  depth = -1
  frames: Ints = new Int32Array(64 * frameInts)
  readonly #window: Window
  readonly #masks = new Masks()
  readonly #reductions: Reductions
  readonly #seen = new Seen()

  constructor(encoding: Encoding, timeline: Timeline, Rules: typeof Reductions) {
    this.encoding = encoding
    this.timeline = timeline
    this.#window = new Window(encoding, this.timeline)
    this.#reductions = new Rules(encoding, this.timeline, this.#window, this.#masks)
  }

  /** How much memory it holds on to, in ints. */
  get capacity(): number {
    return this.#seen.capacity + this.#masks.ints.length + this.frames.length
  }

  run(stepsMax: number): Found {
    const { encoding, timeline } = this
    this.stepsSpent = encoding.size
    this.depth = -1
    if (timeline.returnCount === 0) return 'linearizable'
    this.#window.reset()
    this.#reductions.reset()
    this.#masks.reset(this.#window.words)
    this.#seen.reset(this.#window.words)
    this.#enter(0, at(timeline.callsBy, 0), this.#masks.owedAt(0), encoding.initial)
    if (this.#settle(encoding.initial, 0, showOrPass)) return 'linearizable'
    let countsAt = 4 * encoding.size
    while (this.depth >= 0) {
      if (this.stepsSpent >= stepsMax) return 'exhausted'
      if (this.stepsSpent >= countsAt) {
        if (!this.#reductions.mayHaveOrder()) return 'illegal'
        countsAt = Infinity
      }
      this.stepsSpent += 1
      if (this.#tryNext()) return 'linearizable'
    }
    return 'illegal'
  }

  /** The state that an operation leaves; -1 when it is illegal. */
  after(operation: number, state: number): number {
    return this.#reductions.after(operation, state)
  }

  /** Tries what is next in the frame on top, or takes the frame away. True when the end is reached. */
  #tryNext(): boolean {
    const frame = this.depth * frameInts
    const position = at(this.frames, frame + framePosition)
    const state = at(this.frames, frame + frameState)
    const flags = at(this.frames, frame + frameFlags)
    this.#window.backTo(position)
    if ((flags & untried) !== 0) {
      this.frames[frame + frameFlags] = (flags & ~untried) | unsearched
      return this.#try(frame, at(this.timeline.returns, position))
    }
    if ((flags & unsearched) !== 0) {
      this.frames[frame + frameFlags] = flags & ~unsearched
      this.#reductions.findCandidates(this.depth, state, (flags & barren) === 0)
      this.#masks.excludeCandidate(this.depth, at(this.timeline.slot, at(this.timeline.returns, position)))
    }
    const operation = this.#takeCandidate()
    if (operation >= 0) return this.#try(frame, operation)
    if ((flags & maySkip) === 0) {
      this.depth -= 1
      return false
    }
    this.frames[frame + frameFlags] = 0
    this.frames[frame + frameMove] = skipped
    this.#masks.copyUp(this.depth)
    return this.#settle(state, 0, pass)
  }

  #try(frame: number, operation: number): boolean {
    this.frames[frame + frameMove] = operation
    return this.#use(operation)
  }

  /** Takes a candidate out of the frame on top: of those to be tried first, or of all, the one that returns first. */
  #takeCandidate(): number {
    const candidates = this.#masks.candidatesAt(this.depth)
    let best = this.#firstToReturn(candidates + this.#masks.words)
    if (best < 0) best = this.#firstToReturn(candidates)
    if (best < 0) return -1
    this.#masks.excludeCandidate(this.depth, at(this.timeline.slot, best))
    return best
  }

  /** -1 when a set is empty. */
  #firstToReturn(set: number): number {
    const { ints, words } = this.#masks
    const { operation: seats } = this.#window
    const { position: positions } = this.timeline
    let best = -1
    let bestPosition = Infinity
    for (let word = 0; word < words; word++) {
      for (let left = at(ints, set + word); left !== 0; left &= left - 1) {
        const operation = at(seats, word * 32 + lowestBit(left))
        const position = at(positions, operation)
        if (position >= bestPosition) continue
        best = operation
        bestPosition = position
      }
    }
    return best
  }

  /** Places an operation and goes on from there. True when the end is reached. */
  #use(operation: number): boolean {
    const { slot, returns } = this.timeline
    const reductions = this.#reductions
    const before = at(this.frames, this.depth * frameInts + frameState)
    const usedBefore = this.#masks.usedAt(this.depth)
    const state = reductions.after(operation, before)
    const owedBefore = this.#masks.owedAt(this.depth)
    if (state !== before && reductions.isMissed(before, state, usedBefore, owedBefore, operation))
      return false
    this.#masks.reserve(this.depth + 1)
    const used = this.#masks.usedAt(this.depth + 1)
    const owed = this.#masks.owedAt(this.depth + 1)
    const kind = at(this.encoding.kind, operation)
    const servesRead = this.#carryOver(operation, kind, state, used, owed)
    const { ints } = this.#masks
    const returning = at(slot, at(returns, this.#window.position))
    const word = returning >>> 5
    const bit = 1 << (returning & 31)
    const wasOwed = (at(ints, owedBefore + word) & bit) !== 0
    const isDone = wasOwed ? (at(ints, owed + word) & bit) === 0 : (at(ints, used + word) & bit) !== 0
    const isBarren = !servesRead && isTotal(kind)
    // Another write would have to follow, and then this one would better be hidden, or left out.
    if (!isDone && isBarren && !reductions.canFollow(state, used)) return false
    const seen = reductions.isObservable(state, used, owed) ? state : unobservable
    return this.#settle(seen, isBarren ? barren : 0, wasOwed && isDone ? showOrPass : show)
  }

  /**
   * Writes what is used and owed after an operation that leaves `state`. Before a write, what is legal
   * everywhere can be hidden; after any operation, the reads that are legal are taken. True if there are any.
   */
  #carryOver(operation: number, kind: number, state: number, used: number, owed: number): boolean {
    const { ints, words } = this.#masks
    const { mutators, totals, operation: seats } = this.#window
    const seat = at(this.timeline.slot, operation)
    const isWrite = kind === kinds.write
    const frame = 4 * words
    let servesRead = false
    for (let word = 0; word < words; word++) {
      const bit = word === seat >>> 5 ? 1 << (seat & 31) : 0
      ints[used + word] = at(ints, used + word - frame) | bit
      let left = at(ints, owed + word - frame) & ~bit
      if (isWrite) left &= ~at(totals, word)
      for (let reads = left & ~at(mutators, word); reads !== 0; reads &= reads - 1) {
        const lowest = lowestBit(reads)
        if (this.#reductions.after(at(seats, word * 32 + lowest), state) < 0) continue
        left &= ~(1 << lowest)
        servesRead = true
      }
      ints[owed + word] = left
    }
    return servesRead
  }

  /**
   * Goes on from a configuration on the masks above the top frame until there is a choice. True when the end
   * is reached.
   */
  #settle(state: number, flags: number, choice: number): boolean {
    const { returns, returnCount, slot, callsBy } = this.timeline
    const { kind } = this.encoding
    const { mutators, totals } = this.#window
    const { ints } = this.#masks
    const used = this.#masks.usedAt(this.depth + 1)
    const owed = this.#masks.owedAt(this.depth + 1)
    let { position } = this.#window
    // Ends: each turn moves on by a position.
    for (;;) {
      const returning = at(returns, position)
      const word = at(slot, returning) >>> 5
      const others = ~(1 << (at(slot, returning) & 31))
      if ((at(ints, owed + word) & ~others) !== 0) return this.#push(position, state, flags)
      if ((at(ints, used + word) & ~others) === 0 && choice !== pass && isTotal(at(kind, returning))) {
        if (choice === show) return this.#push(position, state, flags)
        this.#window.position = position
        if (this.#reductions.isWorthShowing(returning, used, owed)) {
          return this.#push(position, state, flags | maySkip)
        }
      }
      position += 1
      if (position === returnCount) return true
      ints[used + word] = at(ints, used + word) & others
      mutators[word] = at(mutators, word) & others
      totals[word] = at(totals, word) & others
      this.#enter(at(callsBy, position - 1), at(callsBy, position), owed, state)
      this.stepsSpent += 1
      flags = 0
      choice = showOrPass
    }
  }

  /** Lets the calls of a range into the window, and adds them to what is owed but for reads legal at once. */
  #enter(from: number, to: number, owed: number, state: number): void {
    const { calls, slot } = this.timeline
    const { kind, return: end } = this.encoding
    const { operation: seats, mutators, totals } = this.#window
    const { ints } = this.#masks
    for (let call = from; call < to; call++) {
      const operation = at(calls, call)
      const seat = at(slot, operation)
      const word = seat >>> 5
      const bit = 1 << (seat & 31)
      const what = at(kind, operation)
      seats[seat] = operation
      if (!isReadOnly(what)) {
        mutators[word] = at(mutators, word) | bit
        if (isTotal(what)) totals[word] = at(totals, word) | bit
        if ((end[operation] as number) === Infinity) continue
      } else if (this.#reductions.after(operation, state) >= 0) {
        continue
      }
      ints[owed + word] = at(ints, owed + word) | bit
    }
  }

  /** Puts a frame on the masks above the top one, unless nothing can come of it. Always false: not the end. */
  #push(position: number, state: number, flags: number): boolean {
    const depth = this.depth + 1
    this.#window.position = position
    const used = this.#masks.usedAt(depth)
    if (!this.#seen.enter(position, state, this.#masks.ints, used, this.#masks.owedAt(depth))) return false
    if (this.#goesFirst(at(this.timeline.returns, position), state, flags)) {
      flags |= untried
    } else {
      const hasCandidates = this.#reductions.findCandidates(depth, state, (flags & barren) === 0) > 0
      if (!hasCandidates && (flags & maySkip) === 0) return false
    }
    const frame = depth * frameInts
    if (frame + frameInts > this.frames.length) this.frames = grown(this.frames, this.frames.length * 2)
    this.depth = depth
    this.frames[frame + framePosition] = position
    this.frames[frame + frameState] = state
    this.frames[frame + frameFlags] = flags
    return false
  }

  /** Will what returns here be the first candidate? Then the others can wait: often nobody asks for them. */
  #goesFirst(returning: number, state: number, flags: number): boolean {
    const kind = at(this.encoding.kind, returning)
    if (kind < kinds.write || kind === kinds.step || (flags & maySkip) !== 0) return false
    if (kind === kinds.write) return (flags & barren) === 0
    return this.#reductions.after(returning, state) >= 0
  }
}
