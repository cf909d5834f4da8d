import { kinds, type Encoding } from './encoding.ts'
import { at, lowestBit } from './ints.ts'
import type { Masks } from './masks.ts'
import type { Timeline } from './timeline.ts'
import type { Window } from './window.ts'

/**
 * What need not be tried, at one moment of the search, and what operations do. Here they are those of an automaton:
 * nobody knows who produces and who observes a state, and most of these say nothing.
 */
export class Reductions {
  protected readonly encoding: Encoding
  protected readonly timeline: Timeline
  protected readonly window: Window
  protected readonly masks: Masks

  constructor(encoding: Encoding, timeline: Timeline, window: Window, masks: Masks) {
    this.encoding = encoding
    this.timeline = timeline
    this.window = window
    this.masks = masks
  }

  /** Looks at the group that is laid out. */
  reset(): void {}

  /** False when it can be told by counting that there is no order. */
  mayHaveOrder(): boolean {
    return true
  }

  /** The state that an operation leaves; -1 when it is illegal. */
  after(operation: number, state: number): number {
    return this.encoding.automaton?.next(state, at(this.encoding.a, operation)) ?? -1
  }

  /**
   * Would this operation, if it left `state` for another, leave somebody behind who must find it and for whom
   * nobody can bring it back?
   */
  isMissed(_state: number, _after: number, _used: number, _owed: number, _leaving: number): boolean {
    return false
  }

  /** Is there an unused operation in the window that could go on from this state, and not from any other? */
  canFollow(_state: number, _used: number): boolean {
    return true
  }

  /** Can anything that is still to be done tell this state from one that nobody speaks of? */
  isObservable(_state: number, _used: number, _owed: number): boolean {
    return true
  }

  /**
   * The operation that returns here could be left hidden for ever. May somebody be glad of what it leaves?
   * Where there are reads of what a state is *not*, any other state may do.
   */
  isWorthShowing(_operation: number, _used: number, _owed: number): boolean {
    return true
  }

  /** If what returns here is a read that is owed: can anybody bring the state that it must find? */
  protected canServe(_state: number, _used: number, _owed: number): boolean {
    return true
  }

  /**
   * Marks the operations that may be used next from a configuration: unused ones that can change a state, are
   * legal, and have no twin that does as well. The number of them.
   */
  findCandidates(depth: number, state: number, mayWrite: boolean): number {
    const { kind } = this.encoding
    const { mutators, operation } = this.window
    const { ints, words } = this.masks
    const used = this.masks.usedAt(depth)
    const owed = this.masks.owedAt(depth)
    const candidates = this.masks.candidatesAt(depth)
    const isHopeless = !this.canServe(state, used, owed)
    let count = 0
    for (let word = 0; word < words; word++) {
      let found = 0
      let first = 0
      let left = isHopeless ? 0 : at(mutators, word) & ~at(ints, used + word)
      for (; left !== 0; left &= left - 1) {
        const bit = left & -left
        const slot = word * 32 + lowestBit(bit)
        const candidate = at(operation, slot)
        const isWrite = at(kind, candidate) === kinds.write
        if (isWrite && !mayWrite) continue
        const after = this.after(candidate, state)
        if (after < 0) continue
        if (after === state && !isWrite && (at(ints, owed + word) & bit) === 0) continue
        if (this.#hasBetterTwin(candidate, slot, used, owed)) continue
        found |= bit
        // What changes nothing here may never be legal again, and stands in nobody's way.
        if (after === state && !isWrite) first |= bit
        count += 1
      }
      ints[candidates + word] = found
      ints[candidates + words + word] = first
    }
    return count
  }

  /**
   * Is there an equal operation that returns earlier? Whoever uses the later one could use that one, and keep
   * the later one for later. But if the later one is owed and the earlier is not, it is no better: the earlier
   * could be left out. (Of writes it is: whichever is used, the other one can be hidden.)
   */
  #hasBetterTwin(candidate: number, slot: number, used: number, owed: number): boolean {
    const { kind, a, b } = this.encoding
    const { mutators, operation } = this.window
    const { position } = this.timeline
    const { ints, words } = this.masks
    const what = at(kind, candidate)
    const from = at(a, candidate)
    const to = at(b, candidate)
    const returnsAt = at(position, candidate)
    const mayLack = what === kinds.write || !this.masks.has(owed, slot)
    for (let word = 0; word < words; word++) {
      for (let left = at(mutators, word) & ~at(ints, used + word); left !== 0; left &= left - 1) {
        const twinSlot = word * 32 + lowestBit(left)
        const twin = at(operation, twinSlot)
        if (at(a, twin) !== from || at(b, twin) !== to || at(kind, twin) !== what || twin === candidate)
          continue
        const isEarlier =
          at(position, twin) < returnsAt || (at(position, twin) === returnsAt && twinSlot < slot)
        if (isEarlier && (mayLack || this.masks.has(owed, twinSlot))) return true
      }
    }
    return false
  }
}
