import { kinds, unobservable, type Encoding } from './encoding.ts'
import { at, lowestBit } from './ints.ts'
import type { Masks } from './masks.ts'
import { Needs, suffice } from './needs.ts'
import type { Timeline } from './timeline.ts'
import { TokenTree } from './token-tree.ts'
import { TreeNeeds } from './tree-needs.ts'
import type { Window } from './window.ts'

/**
 * What need not be tried, at one moment of the search. Where the operations are those of an automaton, nobody
 * knows who produces and who observes a state, and most of these say nothing.
 */
export class Reductions {
  readonly #encoding: Encoding
  readonly #timeline: Timeline
  readonly #window: Window
  readonly #masks: Masks
  readonly #needs = new Needs()
  readonly #treeNeeds: TreeNeeds
  #hasTree = false

  constructor(encoding: Encoding, timeline: Timeline, window: Window, masks: Masks) {
    this.#encoding = encoding
    this.#timeline = timeline
    this.#window = window
    this.#masks = masks
    this.#treeNeeds = new TreeNeeds(encoding, timeline, window, masks)
  }

  reset(): void {
    const { automaton } = this.#encoding
    this.#hasTree = automaton instanceof TokenTree
    if (automaton === undefined) this.#needs.count(this.#encoding, this.#timeline)
    else if (automaton instanceof TokenTree) this.#treeNeeds.count(automaton)
  }

  /** False when it can be told by counting that there is no order. */
  mayHaveOrder(): boolean {
    return this.#encoding.automaton !== undefined || suffice(this.#encoding, this.#timeline)
  }

  /** The state that an operation leaves; -1 when it is illegal. */
  after(operation: number, state: number): number {
    const { kind, a, b, automaton } = this.#encoding
    const value = at(a, operation)
    switch (at(kind, operation)) {
      case kinds.read:
        return value === state ? state : -1
      case kinds.readNot:
        return value === state ? -1 : state
      case kinds.write:
        return value
      case kinds.swap:
        return value === state ? at(b, operation) : -1
      default:
        return automaton === undefined ? -1 : automaton.next(state, value)
    }
  }

  /**
   * Would this operation, if it left `state` for another, leave somebody behind who must find it and for whom
   * nobody can bring it back?
   */
  isMissed(state: number, after: number, used: number, owed: number, leaving: number): boolean {
    if (this.#hasTree) return this.#treeNeeds.isMissed(state, after, used, owed, leaving)
    if (this.#encoding.automaton !== undefined || state === unobservable) return false
    const { lastRequired, lastProducer } = this.#needs
    const called = at(this.#timeline.callsBy, this.#window.position)
    if (at(lastRequired, state) <= called || at(lastProducer, state) > called) return false
    return !this.#hasProducer(state, used, leaving)
  }

  /** Can an operation of the window, unused, other than `except`, leave this state? */
  #hasProducer(state: number, used: number, except: number): boolean {
    const { kind, a, b } = this.#encoding
    const { mutators, operation } = this.#window
    const { ints, words } = this.#masks
    for (let word = 0; word < words; word++) {
      for (let left = at(mutators, word) & ~at(ints, used + word); left !== 0; left &= left - 1) {
        const producer = at(operation, word * 32 + lowestBit(left))
        const leaves = at(kind, producer) === kinds.write ? at(a, producer) : at(b, producer)
        if (leaves === state && producer !== except) return true
      }
    }
    return false
  }

  /** Is there an unused operation in the window that could go on from this state, and not from any other? */
  canFollow(state: number, used: number): boolean {
    if (this.#hasTree) return this.#treeNeeds.canFollow(state, used)
    const { kind, a, automaton } = this.#encoding
    if (automaton !== undefined) return true
    const { mutators, operation } = this.#window
    const { ints, words } = this.#masks
    for (let word = 0; word < words; word++) {
      for (let left = at(mutators, word) & ~at(ints, used + word); left !== 0; left &= left - 1) {
        const follower = at(operation, word * 32 + lowestBit(left))
        if (at(kind, follower) === kinds.swap && at(a, follower) === state) return true
      }
    }
    return false
  }

  /** Can anything that is still to be done tell this state from one that nobody speaks of? */
  isObservable(state: number, used: number, owed: number): boolean {
    if (this.#hasTree) return this.#treeNeeds.isObservable(state, owed)
    if (this.#encoding.automaton !== undefined) return true
    const called = at(this.#timeline.callsBy, this.#window.position)
    if (at(this.#needs.lastObserver, state) > called || this.canFollow(state, used)) return true
    return this.#hasReader(owed, state, false)
  }

  /**
   * The operation that returns here could be left hidden for ever. May somebody be glad of what it leaves?
   * Where there are reads of what a state is *not*, any other state may do.
   */
  isWorthShowing(operation: number, used: number, owed: number): boolean {
    const { automaton, counts, a } = this.#encoding
    if (at(counts, kinds.readNot) > 0) return true
    if (this.#hasTree) return this.#treeNeeds.isWorthShowing(operation, owed)
    if (automaton !== undefined) return true
    const state = at(a, operation)
    return this.#hasReader(owed, state, true) || this.isObservable(state, used, owed)
  }

  /** Is there an owed read of `state` (`isWanted`), or one of any state but that? */
  #hasReader(owed: number, state: number, isWanted: boolean): boolean {
    const { kind, a } = this.#encoding
    const { mutators, operation } = this.#window
    const { ints, words } = this.#masks
    for (let word = 0; word < words; word++) {
      for (let left = at(ints, owed + word) & ~at(mutators, word); left !== 0; left &= left - 1) {
        const reader = at(operation, word * 32 + lowestBit(left))
        if (at(a, reader) === state && (at(kind, reader) === kinds.read) === isWanted) return true
      }
    }
    return false
  }

  /**
   * Marks the operations that may be used next from a configuration: unused ones that can change a state, are
   * legal, and have no twin that does as well. The number of them.
   */
  findCandidates(depth: number, state: number, mayWrite: boolean): number {
    const { kind } = this.#encoding
    const { mutators, operation } = this.#window
    const { ints, words } = this.#masks
    const used = this.#masks.usedAt(depth)
    const owed = this.#masks.owedAt(depth)
    const candidates = this.#masks.candidatesAt(depth)
    const isHopeless = !this.#canServe(state, used, owed)
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

  /** If what returns here is a read that is owed: can anybody bring the state that it must find? */
  #canServe(state: number, used: number, owed: number): boolean {
    const { kind, a, automaton } = this.#encoding
    const returning = at(this.#timeline.returns, this.#window.position)
    if (at(kind, returning) !== kinds.read) return true
    if (!this.#masks.has(owed, at(this.#timeline.slot, returning))) return true
    if (this.#hasTree) return this.#treeNeeds.canReach(state, returning, used)
    if (automaton !== undefined) return true
    return this.#hasProducer(at(a, returning), used, -1)
  }

  /**
   * Is there an equal operation that returns earlier? Whoever uses the later one could use that one, and keep
   * the later one for later. But if the later one is owed and the earlier is not, it is no better: the earlier
   * could be left out. (Of writes it is: whichever is used, the other one can be hidden.)
   */
  #hasBetterTwin(candidate: number, slot: number, used: number, owed: number): boolean {
    const { kind, a, b } = this.#encoding
    const { mutators, operation } = this.#window
    const { position } = this.#timeline
    const { ints, words } = this.#masks
    const what = at(kind, candidate)
    const from = at(a, candidate)
    const to = at(b, candidate)
    const returnsAt = at(position, candidate)
    const mayLack = what === kinds.write || !this.#masks.has(owed, slot)
    for (let word = 0; word < words; word++) {
      for (let left = at(mutators, word) & ~at(ints, used + word); left !== 0; left &= left - 1) {
        const twinSlot = word * 32 + lowestBit(left)
        const twin = at(operation, twinSlot)
        if (at(a, twin) !== from || at(b, twin) !== to || at(kind, twin) !== what || twin === candidate)
          continue
        const isEarlier =
          at(position, twin) < returnsAt || (at(position, twin) === returnsAt && twinSlot < slot)
        if (isEarlier && (mayLack || this.#masks.has(owed, twinSlot))) return true
      }
    }
    return false
  }
}
