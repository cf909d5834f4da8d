import {
  kinds,
  treeRoot,
  unobservable,
  type Automaton,
  type Encoding,
  type NodeNeeds,
  type StateTree,
} from './encoding.ts'
import { at, atLeast, grown, type Ints } from './ints.ts'
import type { Masks } from './masks.ts'
import type { Timeline } from './timeline.ts'
import { TreeNeeds } from './tree-needs.ts'
import type { Window } from './window.ts'

const none = -1

/**
 * The observed values of a key as a tree: its nodes are the values that are observed and those on the way to one,
 * its edges the strings that somebody writes or appends, its *labels*. It serves where no label begins with
 * another one, so that a string can be taken apart in one way only.
 */
export class TokenTree implements Automaton, StateTree {
  readonly tree = this
  /** Of each node: the string that leads to it, as a number of the encoding; the node it comes from. */
  label: Ints = new Int32Array(64)
  parent: Ints = new Int32Array(64)
  count = treeRoot + 1
  #child: Ints = new Int32Array(64)
  #sibling: Ints = new Int32Array(64)
  /** Under each node below the root: the longest string known, its nodes and where they end. */
  readonly #longest = new Map<number, Path>()
  readonly #encoding: Encoding
  #needs: TreeNeeds | undefined
  /** Of each number of the encoding: 1 if it is a label. */
  #isLabel: Ints = new Int32Array(64)
  /** Of each number of the encoding: the node it is observed as, -1 if it is not. */
  #nodes: Ints = new Int32Array(64)
  /** A sign with which every label ends, and which none has elsewhere; '' if there is none. */
  #sign = ''
  /** Of the labels, in rising order. */
  readonly #lengths: number[] = []

  constructor(encoding: Encoding) {
    this.#encoding = encoding
  }

  /**
   * Says the operations of the encoding again in terms of nodes: reads, swaps and writes name them (`b` of a write
   * keeps its label), appends name labels. False, and nothing has changed, where a string can be taken apart in
   * two ways.
   */
  plant(): boolean {
    const { valueCount } = this.#encoding
    this.count = treeRoot + 1
    this.#child[treeRoot] = 0
    this.#longest.clear()
    this.#isLabel = atLeast(this.#isLabel, valueCount).fill(0, 0, valueCount)
    this.#nodes = atLeast(this.#nodes, valueCount).fill(none, 0, valueCount)
    if (!this.#findLabels()) return false
    this.#replant()
    return true
  }

  needs(timeline: Timeline, window: Window, masks: Masks): NodeNeeds {
    this.#needs ??= new TreeNeeds(this.#encoding, timeline, window, masks)
    this.#needs.count(this)
    return this.#needs
  }

  next(node: number, label: number): number {
    if (node === unobservable) return unobservable
    let child = at(this.#child, node)
    while (child !== 0 && at(this.label, child) !== label) child = at(this.#sibling, child)
    return child
  }

  #findLabels(): boolean {
    const { size, kind, a, b, values, initial } = this.#encoding
    this.#lengths.length = 0
    for (let operation = 0; operation < size; operation++) {
      const what = at(kind, operation)
      const value = what === kinds.swap ? at(b, operation) : at(a, operation)
      if (what < kinds.write || at(this.#isLabel, value) === 1) continue
      if (value === initial && what !== kinds.append) continue
      const text = values[value]
      if (typeof text !== 'string' || text === '') return false
      this.#isLabel[value] = 1
      const last = text.slice(-1)
      if (this.#lengths.length === 0) this.#sign = last
      if (last !== this.#sign || text.indexOf(last) < text.length - 1) this.#sign = ''
      if (!this.#lengths.includes(text.length)) this.#lengths.push(text.length)
    }
    if (values[initial] !== '' && values[initial] !== null) return false
    // One length, or one sign at the end and nowhere else: then none begins with another.
    if (this.#lengths.length < 2 || this.#sign !== '') return true
    this.#lengths.sort(byValue)
    for (let value = 1; value < values.length; value++) {
      if (at(this.#isLabel, value) === 1 && this.#match(String(values[value]), 0) !== value) return false
    }
    return true
  }

  #replant(): void {
    const { size, kind, a, b } = this.#encoding
    const nodes = this.#nodes
    for (let operation = 0; operation < size; operation++) {
      const what = at(kind, operation)
      const value = at(a, operation)
      if (what === kinds.append || what === kinds.write) continue
      if (at(nodes, value) === none) nodes[value] = this.#nodeOf(value)
      a[operation] = at(nodes, value)
    }
    for (let operation = 0; operation < size; operation++) {
      const what = at(kind, operation)
      if (what === kinds.swap) b[operation] = this.#written(at(b, operation))
      if (what !== kinds.write) continue
      b[operation] = at(a, operation)
      a[operation] = this.#written(at(a, operation))
    }
    this.#encoding.initial = treeRoot
    this.#encoding.stateCount = this.count
  }

  #written(value: number): number {
    return value === this.#encoding.initial ? treeRoot : this.next(treeRoot, value)
  }

  /** The node of an observed value, with those on the way to it; one without a parent if nothing leads to it. */
  #nodeOf(value: number): number {
    const text = this.#encoding.values[value]
    if (value === this.#encoding.initial) return treeRoot
    if (typeof text !== 'string') return this.#add(none, none)
    const first = this.#match(text, 0)
    if (first === none) return this.#add(none, none)
    const top = this.#step(treeRoot, first)
    const length = String(this.#encoding.values[first]).length
    const path = this.#longest.get(top) ?? { text: text.slice(0, length), nodes: [top], ends: [length] }
    this.#longest.set(top, path)
    if (begins(path.text, text)) {
      const place = placeOf(path.ends, text.length)
      return place < 0 ? this.#add(none, none) : (path.nodes[place] ?? none)
    }
    const isLonger = begins(text, path.text)
    return this.#walk(isLonger ? path : { text: '', nodes: [top], ends: [length] }, text, isLonger)
  }

  /** Walks on from the end of a path; the path grows if it is to be kept. */
  #walk(path: Path, text: string, isKept: boolean): number {
    let node = path.nodes.at(-1) ?? none
    let end = path.ends.at(-1) ?? 0
    while (end < text.length) {
      const label = this.#match(text, end)
      if (label === none) break
      node = this.#step(node, label)
      end += String(this.#encoding.values[label]).length
      if (!isKept) continue
      path.nodes.push(node)
      path.ends.push(end)
    }
    const isWhole = end >= text.length
    if (isKept) path.text = isWhole ? text : text.slice(0, end)
    return isWhole ? node : this.#add(none, none)
  }

  #step(node: number, label: number): number {
    const known = this.next(node, label)
    if (known !== unobservable) return known
    const child = this.#add(node, label)
    this.#sibling[child] = at(this.#child, node)
    this.#child[node] = child
    return child
  }

  #add(parent: number, label: number): number {
    const node = this.count++
    if (node === this.label.length) {
      this.label = grown(this.label, 2 * node)
      this.parent = grown(this.parent, 2 * node)
      this.#child = grown(this.#child, 2 * node)
      this.#sibling = grown(this.#sibling, 2 * node)
    }
    this.label[node] = label
    this.parent[node] = parent
    this.#child[node] = 0
    this.#sibling[node] = 0
    return node
  }

  /** The label that stands at a place of a string; -1 if there is none. */
  #match(text: string, from: number): number {
    if (this.#sign !== '') return this.#labelOf(text.slice(from, text.indexOf(this.#sign, from) + 1))
    for (const length of this.#lengths) {
      if (from + length > text.length) break
      const label = this.#labelOf(text.slice(from, from + length))
      if (label !== none) return label
    }
    return none
  }

  #labelOf(text: string): number {
    const number = this.#encoding.find(text)
    return number !== undefined && at(this.#isLabel, number) === 1 ? number : none
  }
}

type Path = { text: string; readonly nodes: number[]; readonly ends: number[] }

/** As `startsWith`, which goes letter by letter: of long texts, this takes a tenth of the time. */
function begins(text: string, beginning: string): boolean {
  return text.slice(0, beginning.length) === beginning
}

/** Where a number stands in a sorted list; -1 if it does not. */
function placeOf(sorted: readonly number[], number: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? 0) < number) low = middle + 1
    else high = middle
  }
  return sorted[low] === number ? low : -1
}

function byValue(left: number, right: number): number {
  return left - right
}
