import { at } from './ints.ts'
import { inCalled, inReturned, outCalled, outReturned, type Lifetimes } from './lifetimes.ts'
import { none, Tree } from './tree.ts'

/**
 * An order in which the operations of a stack can take effect, as positions in the history; `undefined` when
 * there is none. O(n log n).
 */
export function nestedOrder(lifetimes: Lifetimes): readonly number[] | undefined {
  const { insertions, removals, ticks } = lifetimes
  const { tickAt, elementAt, opens, closes, steps, levels, calls } = lineOf(lifetimes)
  const size = tickAt.length
  const depth = new Tree(levels, steps)
  const late = new Tree(calls, new Int32Array(size))
  const bottoms = new Tree(new Int32Array(size).fill(none), new Int32Array(size))
  const next = tickAt.map((_, place) => place + 1)
  const before = tickAt.map((_, place) => place - 1)
  /** Blocks, as last and first place, and elements to be taken out, as -1 - element. */
  const work: number[] = []
  const order: number[] = []
  let isShut = false

  const takeOut = (element: number): void => {
    const removal = at(removals, element)
    if (removal < 0) isShut = true
    else if (!isShut && removal !== at(insertions, element)) order.push(removal)
  }
  const takeOff = (place: number): void => {
    depth.put(place, none, 0)
    // At the ends of the line there is nothing to write to, and typed arrays do not.
    next[at(before, place)] = at(next, place)
    before[at(next, place)] = at(before, place)
  }
  const addBlocks = (first: number, last: number): void => {
    const blocks: number[] = []
    for (let place = first; place <= last; place = at(next, blocks.at(-1) ?? last)) {
      blocks.push(place, depth.firstAtMost(0, place))
    }
    while (blocks.length > 0) work.push(blocks.pop() ?? 0)
  }
  const bottomOf = (first: number, last: number): number | undefined => {
    for (;;) {
      const place = late.firstAtMost(at(tickAt, first), first)
      if (place > last) break
      late.put(place, none, 0)
      bottoms.put(place, -at(ticks, 4 * at(elementAt, place) + outReturned), 0)
    }
    const place = bottoms.firstAtMost(-at(tickAt, last), first)
    return place > last ? undefined : at(elementAt, place)
  }

  addBlocks(0, size - 1)
  for (let first = work.pop(); first !== undefined; first = work.pop()) {
    if (first < 0) {
      takeOut(-1 - first)
      continue
    }
    const last = work.pop() ?? first
    const element = bottomOf(first, last)
    if (element === undefined) return undefined
    const open = at(opens, element)
    const close = at(closes, element)
    order.push(at(insertions, element))
    work.push(-1 - element)
    bottoms.put(open, none, 0)
    takeOff(open)
    if (open < close) takeOff(close)
    addBlocks(open === first ? at(next, open) : first, close === last ? at(before, close) : last)
  }
  return order
}

function lineOf({ events, ticks, insertions }: Lifetimes) {
  const opens = new Int32Array(insertions.length)
  const closes = new Int32Array(insertions.length)
  const places = events.filter((event) => {
    const isSpan = at(ticks, event - (event % 4) + inReturned) < at(ticks, event - (event % 4) + outCalled)
    return event % 4 === outCalled || (event % 4 === inReturned && isSpan)
  })
  const calls = new Int32Array(places.length).fill(none)
  const levels = calls.slice()
  const steps = new Int32Array(places.length)
  for (const [place, event] of places.entries()) {
    const element = event >> 2
    const isClosing = event % 4 === outCalled
    const isPoint = isClosing && at(ticks, event - 1) > at(ticks, event)
    if (!isClosing || isPoint) {
      opens[element] = place
      calls[place] = at(ticks, 4 * element + inCalled)
    }
    closes[element] = place
    steps[place] = isPoint ? 0 : isClosing ? -1 : 1
    if (isClosing) levels[place] = at(steps, place)
  }
  const tickAt = places.map((event) => at(ticks, event))
  const elementAt = places.map((event) => event >> 2)
  return { tickAt, elementAt, opens, closes, steps, levels, calls }
}
