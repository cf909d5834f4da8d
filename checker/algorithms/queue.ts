import type { Algorithm } from '../algorithm.ts'
import type { QueueInput, QueueOutput } from '../models/queue.ts'
import type { Operation } from '../operation.ts'
import { collect } from './collection.ts'
import { at } from './ints.ts'
import { inCalled, lifetimesOf, outCalled, type Lifetimes } from './lifetimes.ts'

/**
 * A first-in, first-out queue into which each value comes once; elsewhere it does not apply. Exact, with
 * pending operations and answers `empty`. O(n log n) for sorting the times, O(n) beside.
 *
 * A history is illegal only if a value leaves that never came, or leaves twice; if two values overtake each
 * other: the enqueue of `a` precedes that of `b`, and the dequeue of `b` that of `a`; or if some value must
 * be inside at every moment of an answer `empty` (Henzinger, Sezgin and Vafeiadis 2013, "Aspect-oriented
 * linearizability proofs": VFresh, VRepet, VOrd, VWit). Here the order in which the values go through is
 * constructed: take one that no other must come before, by its enqueue or its dequeue, again and again. Two
 * such precedences, of intervals each, have a cycle only if they have one of two values, so when none can be
 * taken two overtake each other. An order is enough: let each operation take effect as soon as those before
 * it in the order have. If an enqueue of `b` came too late in this way, it would have waited for one that is
 * called after its return, and so belongs after it; likewise a dequeue.
 *
 * What is ours:
 *
 * - *Cut intervals* (see `Lifetimes`): when the dequeue of `a` returns before the enqueue of `b` is called,
 *   then the cut dequeues say so, too. Nothing between an enqueue and a dequeue has to be looked at.
 * - *Empty*: each answer gets a moment on its own, at which no value must be inside: those whose enqueue has
 *   returned may have left, by their dequeue's call. All others can wait: if the enqueue or the dequeue of
 *   one preceded that of one that has left, it would have returned by now.
 * - *Pending dequeues*, here takers, can only take values that else stay. It never harms to have one. Of a
 *   taker only the call counts, of a value the return of its enqueue: what must not overtake it is called
 *   later, and it must be inside until the taker is called. Where the first of two such values has the later
 *   taker, let them exchange takers: the first value's span covered both new ones, and whatever must not
 *   overtake the second value must not overtake the first. So the nth value to come has the nth taker to
 *   call. What comes behind a value that stays, stays.
 */
export const queueAlgorithm: Algorithm<QueueInput, QueueOutput> = {
  name: 'queue',
  decide: (operations) => {
    const lifetimes = livesOf(operations)
    return lifetimes && orderOf(lifetimes) !== undefined
  },
  linearize: (operations) => {
    const lifetimes = livesOf(operations)
    const order = lifetimes && orderOf(lifetimes)
    return order ? mergedBy(order, lifetimes) : []
  },
}

function livesOf(operations: readonly Operation<QueueInput, QueueOutput>[]): Lifetimes | false | undefined {
  const collection = collect(operations)
  return collection && lifetimesOf(collection, 'in turn')
}

/** The elements in the order in which they go through the queue; `undefined` when there is none. */
function orderOf({ events, ticks }: Lifetimes): Int32Array | undefined {
  const order = new Int32Array(events.length / 4)
  const calls = new Uint8Array(ticks.length / 4)
  const ready: number[] = []
  let inNext = 0
  let outNext = 0
  const advance = (from: number, called: number): number => {
    for (let tick = from; tick < events.length; tick++) {
      const element = at(events, tick) >> 2
      const event = (at(events, tick) & 3) - called
      if (event === 0) {
        calls[element] = (calls[element] ?? 0) + 1
        if (calls[element] === 2) ready.push(element)
      }
      if (event === 1 && (calls[element] ?? 0) < 3) return tick
    }
    return events.length
  }
  for (let place = 0; place < order.length; place++) {
    inNext = advance(inNext, inCalled)
    outNext = advance(outNext, outCalled)
    const element = ready.pop()
    if (element === undefined) return undefined
    order[place] = element
    calls[element] = 3
  }
  return order
}

/** Each operation at the earliest tick at which those that come before it in `order` let it. */
function mergedBy(order: Int32Array, { ticks, insertions, removals }: Lifetimes): readonly number[] {
  const merged: number[] = []
  let out = 0
  let inTick = 0
  let outTick = 0
  const takeOut = (place: number, tick: number): void => {
    for (; out < place; out++) {
      const element = at(order, out)
      outTick = Math.max(outTick, at(ticks, 4 * element + outCalled))
      if (outTick > tick || at(removals, element) < 0) return
      merged.push(at(removals, element))
    }
  }
  for (const [place, element] of order.entries()) {
    inTick = Math.max(inTick, at(ticks, 4 * element + inCalled))
    const isEmpty = at(insertions, element) === at(removals, element)
    takeOut(place, isEmpty ? Infinity : inTick)
    if (isEmpty) out++
    merged.push(at(insertions, element))
  }
  takeOut(order.length, Infinity)
  return merged
}
