import { kinds, unobservable, type NodeNeeds } from './encoding.ts'
import { at, lowestBit } from './ints.ts'
import { Needs, suffice } from './needs.ts'
import { Reductions } from './reductions.ts'

/** The same where operations name the values that they find and leave, or the nodes of a tree of values. */
export class ValueReductions extends Reductions {
  readonly #needs = new Needs()
  #nodes: NodeNeeds | undefined

  override reset(): void {
    const { automaton } = this.encoding
    this.#nodes = automaton?.tree?.needs(this.timeline, this.window, this.masks)
    if (automaton === undefined) this.#needs.count(this.encoding, this.timeline)
  }

  override mayHaveOrder(): boolean {
    return this.encoding.automaton !== undefined || suffice(this.encoding, this.timeline)
  }

  override after(operation: number, state: number): number {
    const { kind, a, b, automaton } = this.encoding
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

  override isMissed(state: number, after: number, used: number, owed: number, leaving: number): boolean {
    if (this.#nodes !== undefined) return this.#nodes.isMissed(state, after, used, owed, leaving)
    if (this.encoding.automaton !== undefined || state === unobservable) return false
    const { lastRequired, lastProducer } = this.#needs
    const called = at(this.timeline.callsBy, this.window.position)
    if (at(lastRequired, state) <= called || at(lastProducer, state) > called) return false
    return !this.#hasProducer(state, used, leaving)
  }

  /** Can an operation of the window, unused, other than `except`, leave this state? */
  #hasProducer(state: number, used: number, except: number): boolean {
    const { kind, a, b } = this.encoding
    const { mutators, operation } = this.window
    const { ints, words } = this.masks
    for (let word = 0; word < words; word++) {
      for (let left = at(mutators, word) & ~at(ints, used + word); left !== 0; left &= left - 1) {
        const producer = at(operation, word * 32 + lowestBit(left))
        const leaves = at(kind, producer) === kinds.write ? at(a, producer) : at(b, producer)
        if (leaves === state && producer !== except) return true
      }
    }
    return false
  }

  override canFollow(state: number, used: number): boolean {
    if (this.#nodes !== undefined) return this.#nodes.canFollow(state, used)
    const { kind, a, automaton } = this.encoding
    if (automaton !== undefined) return true
    const { mutators, operation } = this.window
    const { ints, words } = this.masks
    for (let word = 0; word < words; word++) {
      for (let left = at(mutators, word) & ~at(ints, used + word); left !== 0; left &= left - 1) {
        const follower = at(operation, word * 32 + lowestBit(left))
        if (at(kind, follower) === kinds.swap && at(a, follower) === state) return true
      }
    }
    return false
  }

  override isObservable(state: number, used: number, owed: number): boolean {
    if (this.#nodes !== undefined) return this.#nodes.isObservable(state, owed)
    if (this.encoding.automaton !== undefined) return true
    const called = at(this.timeline.callsBy, this.window.position)
    if (at(this.#needs.lastObserver, state) > called || this.canFollow(state, used)) return true
    return this.#hasReader(owed, state, false)
  }

  override isWorthShowing(operation: number, used: number, owed: number): boolean {
    const { automaton, counts, a } = this.encoding
    if (at(counts, kinds.readNot) > 0) return true
    if (this.#nodes !== undefined) return this.#nodes.isWorthShowing(operation, owed)
    if (automaton !== undefined) return true
    const state = at(a, operation)
    return this.#hasReader(owed, state, true) || this.isObservable(state, used, owed)
  }

  /** Is there an owed read of `state` (`isWanted`), or one of any state but that? */
  #hasReader(owed: number, state: number, isWanted: boolean): boolean {
    const { kind, a } = this.encoding
    const { mutators, operation } = this.window
    const { ints, words } = this.masks
    for (let word = 0; word < words; word++) {
      for (let left = at(ints, owed + word) & ~at(mutators, word); left !== 0; left &= left - 1) {
        const reader = at(operation, word * 32 + lowestBit(left))
        if (at(a, reader) === state && (at(kind, reader) === kinds.read) === isWanted) return true
      }
    }
    return false
  }

  protected override canServe(state: number, used: number, owed: number): boolean {
    const { kind, a, automaton } = this.encoding
    const returning = at(this.timeline.returns, this.window.position)
    if (at(kind, returning) !== kinds.read) return true
    if (!this.masks.has(owed, at(this.timeline.slot, returning))) return true
    if (this.#nodes !== undefined) return this.#nodes.canReach(state, returning, used)
    if (automaton !== undefined) return true
    return this.#hasProducer(at(a, returning), used, -1)
  }
}
