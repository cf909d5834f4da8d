import { isTotal, kinds, unobservable, type Encoding } from './encoding.ts'
import { at, grown, lowestBit, type Ints } from './ints.ts'
import { Masks } from './masks.ts'
import { Reductions } from './reductions.ts'
import { Seen } from './seen.ts'
import { Timeline } from './timeline.ts'
import { Window } from './window.ts'

export type Found = 'linearizable' | 'illegal' | 'exhausted'

/** What a frame holds: a position, a state, flags, and the operation that is being tried. */
export const frameInts = 4
const [framePosition, frameState, frameFlags] = [0, 1, 2]
export const frameMove = 3
/** In place of an operation: the operation that returns here was left hidden. */
export const skipped = -1

/** Flags of a frame. The last operation was total, and nobody saw what it left: no write may follow it. */
const barren = 1
/** The operation that returns here is not owed: it may be left hidden. */
const maySkip = 2

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
  readonly timeline = new Timeline()
  stepsSpent = 0
  /** Of the frame on top; -1 when there is none. */
  depth = -1
  frames: Ints = new Int32Array(64 * frameInts)
  readonly #window: Window
  readonly #masks = new Masks()
  readonly #reductions: Reductions
  readonly #seen = new Seen()

  constructor(encoding: Encoding) {
    this.encoding = encoding
    this.#window = new Window(encoding, this.timeline)
    this.#reductions = new Reductions(encoding, this.timeline, this.#window, this.#masks)
  }

  run(stepsMax: number): Found {
    const { encoding, timeline } = this
    this.stepsSpent = encoding.size
    this.depth = -1
    timeline.lay(encoding)
    if (timeline.returnCount === 0) return 'linearizable'
    this.#window.reset()
    this.#reductions.reset()
    this.#masks.reset(this.#window.words)
    this.#seen.reset(this.#window.words)
    this.#owe(0, at(timeline.callsBy, 0), encoding.initial)
    if (this.#settle(encoding.initial, 0, true)) return 'linearizable'
    while (this.depth >= 0) {
      if (this.stepsSpent >= stepsMax) return 'exhausted'
      this.stepsSpent += 1
      if (this.#tryNext()) return 'linearizable'
    }
    return 'illegal'
  }

  /** Tries what is next in the frame on top, or takes the frame away. True when the end is reached. */
  #tryNext(): boolean {
    const frame = this.depth * frameInts
    this.#window.backTo(at(this.frames, frame + framePosition))
    const operation = this.#takeCandidate()
    if (operation >= 0) {
      this.frames[frame + frameMove] = operation
      return this.#use(operation)
    }
    if ((at(this.frames, frame + frameFlags) & maySkip) === 0) {
      this.depth -= 1
      return false
    }
    this.frames[frame + frameFlags] = 0
    this.frames[frame + frameMove] = skipped
    const state = at(this.frames, frame + frameState)
    this.#masks.copyUp(this.depth)
    return this.#pass(state) || this.#settle(state, 0, true)
  }

  /** Takes the candidate that returns first out of the frame on top; -1 when there is none. */
  #takeCandidate(): number {
    const { ints, words } = this.#masks
    const candidates = this.#masks.candidatesAt(this.depth)
    let best = -1
    let bestPosition = Infinity
    for (let word = 0; word < words; word++) {
      for (let left = at(ints, candidates + word); left !== 0; left &= left - 1) {
        const operation = at(this.#window.operation, word * 32 + lowestBit(left))
        const position = at(this.timeline.position, operation)
        if (position >= bestPosition) continue
        best = operation
        bestPosition = position
      }
    }
    if (best >= 0) this.#masks.exclude(candidates, at(this.timeline.slot, best))
    return best
  }

  /** Places an operation and goes on from there. True when the end is reached. */
  #use(operation: number): boolean {
    const { slot } = this.timeline
    const before = at(this.frames, this.depth * frameInts + frameState)
    const state = this.#reductions.after(operation, before)
    if (state !== before && this.#reductions.isMissed(before, this.#masks.usedAt(this.depth), operation))
      return false
    this.#masks.copyUp(this.depth)
    const used = this.#masks.usedAt(this.depth + 1)
    const owed = this.#masks.owedAt(this.depth + 1)
    this.#masks.include(used, at(slot, operation))
    this.#masks.exclude(owed, at(slot, operation))
    const kind = at(this.encoding.kind, operation)
    if (kind === kinds.write) this.#hideTotals(owed)
    const servesRead = this.#serveReads(state, owed)
    const returning = at(slot, at(this.timeline.returns, this.#window.position))
    const wasOwed = this.#masks.has(this.#masks.owedAt(this.depth), returning)
    const isDone = wasOwed ? !this.#masks.has(owed, returning) : this.#masks.has(used, returning)
    const isBarren = !servesRead && isTotal(kind)
    // Another write would have to follow, and then this one would better be hidden, or left out.
    if (!isDone && isBarren && kind === kinds.write && !this.#reductions.canFollow(state, used)) return false
    const seen = this.#reductions.isObservable(state, used, owed) ? state : unobservable
    return this.#settle(seen, isBarren ? barren : 0, wasOwed && isDone)
  }

  /** A write is being used: what is legal everywhere can be hidden right before it. */
  #hideTotals(owed: number): void {
    const { ints, words } = this.#masks
    for (let word = 0; word < words; word++) {
      ints[owed + word] = at(ints, owed + word) & ~at(this.#window.totals, word)
    }
  }

  /**
   * Goes on from a configuration on the masks above the top frame until there is a choice. `isFresh`: what
   * returns here may be passed over when it is not owed. True when the end is reached.
   */
  #settle(state: number, flags: number, isFresh: boolean): boolean {
    const used = this.#masks.usedAt(this.depth + 1)
    const owed = this.#masks.owedAt(this.depth + 1)
    for (;;) {
      const returning = at(this.timeline.returns, this.#window.position)
      const slot = at(this.timeline.slot, returning)
      if (this.#masks.has(owed, slot)) return this.#push(state, flags)
      const isHidden = isTotal(at(this.encoding.kind, returning)) && !this.#masks.has(used, slot)
      if (isHidden && !isFresh) return this.#push(state, flags)
      if (isHidden && this.#reductions.isWorthShowing(returning, used, owed)) {
        return this.#push(state, flags | maySkip)
      }
      if (this.#pass(state)) return true
      flags = 0
      isFresh = true
    }
  }

  /** Moves past a return that is done. True when it was the last. */
  #pass(state: number): boolean {
    const { returns, returnCount, callsBy, slot } = this.timeline
    const { position } = this.#window
    if (position + 1 === returnCount) return true
    this.#masks.exclude(this.#masks.usedAt(this.depth + 1), at(slot, at(returns, position)))
    this.#window.forward()
    this.stepsSpent += 1
    this.#owe(at(callsBy, position), at(callsBy, position + 1), state)
    return false
  }

  /** Adds the calls of a range to what is owed, but for reads that are legal at once. */
  #owe(from: number, to: number, state: number): void {
    const { calls, position, returnCount, slot } = this.timeline
    const owed = this.#masks.owedAt(this.depth + 1)
    for (let call = from; call < to; call++) {
      const operation = at(calls, call)
      if (at(position, operation) === returnCount) continue
      if (this.#reductions.isRead(operation) && this.#reductions.after(operation, state) >= 0) continue
      this.#masks.include(owed, at(slot, operation))
    }
  }

  /** Takes the owed reads that are legal. True when there are any. */
  #serveReads(state: number, owed: number): boolean {
    const { ints, words } = this.#masks
    const { mutators, operation } = this.#window
    let serves = false
    for (let word = 0; word < words; word++) {
      for (let left = at(ints, owed + word) & ~at(mutators, word); left !== 0; left &= left - 1) {
        const slot = word * 32 + lowestBit(left)
        if (this.#reductions.after(at(operation, slot), state) < 0) continue
        this.#masks.exclude(owed, slot)
        serves = true
      }
    }
    return serves
  }

  /** Puts a frame on the masks above the top one, unless nothing can come of it. Always false: not the end. */
  #push(state: number, flags: number): boolean {
    const depth = this.depth + 1
    const { position } = this.#window
    const { ints } = this.#masks
    if (!this.#seen.enter(position, state, ints, this.#masks.usedAt(depth), this.#masks.owedAt(depth)))
      return false
    const hasCandidates = this.#reductions.findCandidates(depth, state, (flags & barren) === 0)
    if (!hasCandidates && (flags & maySkip) === 0) return false
    if ((depth + 1) * frameInts > this.frames.length) this.frames = grown(this.frames, this.frames.length * 2)
    this.depth = depth
    const frame = depth * frameInts
    this.frames[frame + framePosition] = position
    this.frames[frame + frameState] = state
    this.frames[frame + frameFlags] = flags
    return false
  }
}
