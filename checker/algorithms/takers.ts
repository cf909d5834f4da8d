import { at } from './ints.ts'
import { inCalled, inReturned, outCalled, outReturned, type Lifetimes } from './lifetimes.ts'
import { Tree } from './tree.ts'

/**
 * A value that cannot stay on a stack, by element; the tick by which its removal must have been called; and
 * the first tick after its taker is called, or an earlier one.
 */
type Leaver = { readonly element: number; deadline: number; tick: number }

/**
 * Which element which taker takes from a stack, for those that cannot stay: `false` when there are not enough
 * takers in time, `undefined` when no choice was found. In `lifetimes` they are taken freely.
 */
export function takersOf(lifetimes: Lifetimes): ReadonlyMap<number, number> | false | undefined {
  const { takers, takerTicks } = lifetimes
  const leavers: Leaver[] = []
  /** The earliest taker to the one with the earliest deadline. Is each in time? */
  const assign = (): boolean => {
    leavers.sort((left, right) => left.deadline - right.deadline || right.element - left.element)
    return leavers.every((leaver, place) => {
      leaver.tick = takerTicks[place] ?? Infinity
      return leaver.tick <= leaver.deadline
    })
  }
  const assignAtFirst = (): boolean => {
    const isPossible = assign()
    for (const leaver of leavers) leaver.tick = takerTicks[0] ?? 0
    return isPossible
  }
  const certain = addLeavers(lifetimes, leavers, assignAtFirst)
  if (!certain) return certain
  if (!assign() || !addLeavers(lifetimes, leavers, assign)) return undefined
  return new Map(leavers.map(({ element }, place) => [element, takers[place] ?? 0]))
}

/** One that must leave may have others leave that lie on it, and so on. */
const roundsMax = 100

/** `false` when they cannot be arranged, `undefined` when the rounds do not suffice. */
function addLeavers(lifetimes: Lifetimes, leavers: Leaver[], arrange: () => boolean): boolean | undefined {
  const { ticks, events, removals } = lifetimes
  const known = new Map(leavers.map((leaver) => [leaver.element, leaver]))
  for (let round = 0; round < roundsMax; round++) {
    const deadlines = deadlinesOf(lifetimes, leavers)
    let isNew = false
    for (let element = 0; element < removals.length; element++) {
      const call = at(ticks, 4 * element + inCalled)
      if (at(removals, element) >= 0 || call < 0) continue
      const deadline = -deadlines.least(call, at(ticks, 4 * element + inReturned) - 1)
      const leaver = known.get(element) ?? { element, deadline: events.length, tick: 0 }
      if (deadline >= leaver.deadline) continue
      isNew = true
      leaver.deadline = deadline
      if (known.has(element)) continue
      known.set(element, leaver)
      leavers.push(leaver)
    }
    if (!isNew) return true
    if (!arrange()) return false
  }
  return undefined
}

/**
 * By moment, between a tick and the next one: by when a value pushed then must have left, because something
 * that lies below it must leave, or an answer says `empty`. All negated.
 */
function deadlinesOf(lifetimes: Lifetimes, leavers: readonly Leaver[]): Tree {
  const { events, ticks, insertions, removals } = lifetimes
  const size = events.length
  const deadlines = new Int32Array(size).fill(-size)
  /** By moment, that or a later one: no moment before it is without a deadline. */
  const bare = Int32Array.from({ length: size + 1 }, (_, moment) => moment)
  const bareFrom = (moment: number): number => {
    let found = moment
    while (at(bare, found) !== found) found = bare[found] = at(bare, at(bare, found))
    return found
  }
  const cover = (from: number, to: number, deadline: number): void => {
    for (let moment = bareFrom(from); moment < to; moment = bareFrom(moment)) {
      deadlines[moment] = -deadline
      bare[moment] = moment + 1
    }
  }
  const waiting = leavers.toSorted((left, right) => right.deadline - left.deadline)
  for (const [tick, event] of events.entries()) {
    for (let leaver = waiting.at(-1); leaver && leaver.deadline <= tick; leaver = waiting.at(-1)) {
      cover(at(ticks, 4 * leaver.element + inReturned), leaver.tick - 1, leaver.deadline)
      waiting.pop()
    }
    const element = event >> 2
    if (event % 4 !== outReturned || at(removals, element) < 0) continue
    const isEmpty = at(removals, element) === at(insertions, element)
    if (isEmpty) cover(0, at(ticks, 4 * element + inCalled), tick)
    else cover(at(ticks, 4 * element + inReturned), at(ticks, 4 * element + outCalled), tick)
  }
  return new Tree(deadlines, new Int32Array(size))
}
