import { kinds, treeRoot, unobservable, type Encoding, type NodeNeeds } from './encoding.ts'
import { at, atLeast, lowestBit, type Ints } from './ints.ts'
import type { Masks } from './masks.ts'
import type { Timeline } from './timeline.ts'
import type { TokenTree } from './token-tree.ts'
import type { Window } from './window.ts'

/**
 * What is still to come for each node of a tree of values, as counts of calls (see `Needs`). A node is needed as
 * long as one below it is: appends lead there. What was written over can only be built again from a write.
 */
export class TreeNeeds implements NodeNeeds {
  readonly #encoding: Encoding
  readonly #timeline: Timeline
  readonly #window: Window
  readonly #masks: Masks
  #tree: TokenTree | undefined
  /** Of each node: the last read that must find it; the last operation that can see it or a node below. */
  #lastRequired: Ints = new Int32Array(64)
  #lastRequiredBelow: Ints = new Int32Array(64)
  #lastObserverBelow: Ints = new Int32Array(64)
  /** Of each node: the last write of it. Writes leave the root, or a node right under it. */
  #lastProducer: Ints = new Int32Array(64)
  /** Of each label: the last operation that can see a node to which it leads, or one below. */
  #lastUse: Ints = new Int32Array(64)
  /** The nodes from `#order[n]` to before `#order[n] + #below[n]`, in a preorder, are n and those below it. */
  #order: Ints = new Int32Array(64)
  #below: Ints = new Int32Array(64)
  #next: Ints = new Int32Array(64)
  /** Of each node: the first on the way to it after the root. */
  #top: Ints = new Int32Array(64)

  constructor(encoding: Encoding, timeline: Timeline, window: Window, masks: Masks) {
    this.#encoding = encoding
    this.#timeline = timeline
    this.#window = window
    this.#masks = masks
  }

  count(tree: TokenTree): void {
    this.#tree = tree
    this.#reset(tree.count)
    this.#countCalls()
    this.#sumUp(tree)
  }

  #reset(count: number): void {
    this.#lastRequired = atLeast(this.#lastRequired, count).fill(0, 0, count)
    this.#lastRequiredBelow = atLeast(this.#lastRequiredBelow, count)
    this.#lastObserverBelow = atLeast(this.#lastObserverBelow, count).fill(0, 0, count)
    this.#lastProducer = atLeast(this.#lastProducer, count).fill(0, 0, count)
    this.#below = atLeast(this.#below, count).fill(1, 0, count)
    this.#order = atLeast(this.#order, count)
    this.#next = atLeast(this.#next, count)
    this.#top = atLeast(this.#top, count)
    const { valueCount } = this.#encoding
    this.#lastUse = atLeast(this.#lastUse, valueCount).fill(0, 0, valueCount)
  }

  #countCalls(): void {
    const { kind, a, b } = this.#encoding
    const { calls, callsBy, position, returnCount } = this.#timeline
    const called = returnCount === 0 ? 0 : at(callsBy, returnCount - 1)
    for (let count = 1; count <= called; count++) {
      const operation = at(calls, count - 1)
      const what = at(kind, operation)
      const node = at(a, operation)
      if (what === kinds.append) continue
      if (what === kinds.write) {
        this.#lastProducer[node] = count
        continue
      }
      this.#lastObserverBelow[node] = count
      const returns = at(position, operation) < returnCount
      if (what === kinds.read || (what === kinds.swap && returns)) this.#lastRequired[node] = count
      if (what === kinds.swap) this.#lastProducer[at(b, operation)] = count
    }
  }

  /** A node has a larger number than the one it comes from. */
  #sumUp({ count, parent, label }: TokenTree): void {
    const required = this.#lastRequiredBelow
    const observer = this.#lastObserverBelow
    required.set(this.#lastRequired.subarray(0, count))
    for (let node = count - 1; node > treeRoot; node--) {
      const from = at(parent, node)
      if (from < 0) continue
      this.#lastUse[at(label, node)] = Math.max(at(this.#lastUse, at(label, node)), at(observer, node))
      required[from] = Math.max(at(required, from), at(required, node))
      observer[from] = Math.max(at(observer, from), at(observer, node))
      this.#below[from] = at(this.#below, from) + at(this.#below, node)
    }
    let free = at(this.#below, treeRoot)
    this.#order[treeRoot] = 0
    this.#next[treeRoot] = 1
    this.#top[treeRoot] = treeRoot
    for (let node = treeRoot + 1; node < count; node++) {
      const from = at(parent, node)
      this.#order[node] = from < 0 ? free++ : at(this.#next, from)
      this.#next[node] = at(this.#order, node) + 1
      this.#top[node] = from < 0 || from === treeRoot ? node : at(this.#top, from)
      if (from >= 0) this.#next[from] = at(this.#next, from) + at(this.#below, node)
    }
  }

  /** Is a node the other one, or on the way from it? */
  #isBelow(node: number, other: number): boolean {
    const distance = at(this.#order, node) - at(this.#order, other)
    return distance >= 0 && distance < at(this.#below, other)
  }

  isMissed(state: number, after: number, used: number, owed: number, leaving: number): boolean {
    if (state === unobservable) return false
    // Going back on the way, one can come again.
    if (after !== unobservable && this.#isBelow(state, after)) return false
    const called = at(this.#timeline.callsBy, this.#window.position)
    // What is below the root may also be built from another write.
    const goesOn = state === treeRoot || (after !== unobservable && this.#isBelow(after, state))
    const isNeeded = goesOn
      ? at(this.#lastRequired, state) > called
      : at(this.#lastRequiredBelow, state) > called || this.#isOwedBelow(owed, state)
    return isNeeded && !this.#canRebuild(state, called, used, leaving)
  }

  /** Is there an owed read of a node or of one below? */
  #isOwedBelow(owed: number, node: number): boolean {
    const { kind, a } = this.#encoding
    const { mutators, operation } = this.#window
    const { ints, words } = this.#masks
    for (let word = 0; word < words; word++) {
      for (let left = at(ints, owed + word) & ~at(mutators, word); left !== 0; left &= left - 1) {
        const reader = at(operation, word * 32 + lowestBit(left))
        if (at(kind, reader) === kinds.read && this.#isBelow(at(a, reader), node)) return true
      }
    }
    return false
  }

  /** Is a write left, unused, other than `except`, from which appends may lead to a node? */
  #canRebuild(node: number, called: number, used: number, except: number): boolean {
    const top = at(this.#top, node)
    if (at(this.#lastProducer, top) > called || at(this.#lastProducer, treeRoot) > called) return true
    return this.#hasProducer(node, used, except)
  }

  /** Is there a write in the window, unused, other than `except`, of a node or of one on the way to it? */
  #hasProducer(node: number, used: number, except: number): boolean {
    const { kind, a, b } = this.#encoding
    const { mutators, operation } = this.#window
    const { ints, words } = this.#masks
    for (let word = 0; word < words; word++) {
      for (let left = at(mutators, word) & ~at(ints, used + word); left !== 0; left &= left - 1) {
        const producer = at(operation, word * 32 + lowestBit(left))
        const what = at(kind, producer)
        if (what === kinds.append || producer === except) continue
        const leaves = what === kinds.write ? at(a, producer) : at(b, producer)
        if (leaves !== unobservable && this.#isBelow(node, leaves)) return true
      }
    }
    return false
  }

  isObservable(state: number, owed: number): boolean {
    if (state === unobservable) return false
    const called = at(this.#timeline.callsBy, this.#window.position)
    if (at(this.#lastObserverBelow, state) > called || at(this.#encoding.counts, kinds.swap) > 0) return true
    return at(this.#encoding.counts, kinds.readNot) > 0 || this.#isOwedBelow(owed, state)
  }

  isWorthShowing(operation: number, owed: number): boolean {
    const value = at(this.#encoding.a, operation)
    if (at(this.#encoding.kind, operation) === kinds.write) return this.isObservable(value, owed)
    const called = at(this.#timeline.callsBy, this.#window.position)
    if (at(this.#lastUse, value) > called || at(this.#encoding.counts, kinds.swap) > 0) return true
    return this.#isOwedBelow(owed, treeRoot)
  }

  /** Is there an unused operation in the window that goes on from this node, and not from any other? */
  canFollow(state: number, used: number): boolean {
    const { kind, a, counts } = this.#encoding
    const { mutators, operation } = this.#window
    const { ints, words } = this.#masks
    for (let word = 0; word < words; word++) {
      for (let left = at(mutators, word) & ~at(ints, used + word); left !== 0; left &= left - 1) {
        const follower = at(operation, word * 32 + lowestBit(left))
        const what = at(kind, follower)
        if (what === kinds.swap && at(a, follower) === state) return true
        if (what !== kinds.append) continue
        // What leads nowhere serves those who ask what a state is not.
        if (at(counts, kinds.readNot) > 0 || this.#tree?.next(state, at(a, follower)) !== unobservable)
          return true
      }
    }
    return false
  }

  /** Can a read be reached: from this state by appends, or from a write of a node on the way to it? */
  canReach(state: number, read: number, used: number): boolean {
    const node = at(this.#encoding.a, read)
    if (state !== unobservable && this.#isBelow(node, state)) return true
    return this.#hasProducer(node, used, -1)
  }
}
