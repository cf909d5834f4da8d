import { at } from './ints.ts'
import { inCalled, inReturned, outCalled, outReturned, type Lifetimes } from './lifetimes.ts'
import { Tree } from './tree.ts'

/**
 * A value that cannot stay on a stack, by element; the tick by which its removal must have been called; and
 * the first tick after its taker is called, or an earlier one.
 */
type Leaver = { readonly element: number; deadline: number; tick: number }

/**
 * Which element which taker takes from a stack, for those that cannot stay: `false` when there are not enough in time,
 * `undefined` when no choice was found. In `lifetimes` they are taken freely.
 */
export function takersOf(lifetimes: Lifetimes): ReadonlyMap<number, number> | false | undefined {
  const { takers, takerTicks } = lifetimes
  /** The earliest taker to the one with the earliest deadline. Is each in time? */
  const assign = (leavers: Leaver[]): boolean => {
    leavers.sort((left, right) => left.deadline - right.deadline || right.element - left.element)
    return leavers.every((leaver, place) => {
      leaver.tick = takerTicks[place] ?? Infinity
      return leaver.tick <= leaver.deadline
    })
  }
  const certain = leaversOf(lifetimes, (leavers) => {
    const isPossible = assign(leavers)
    for (const leaver of leavers) leaver.tick = takerTicks[0] ?? 0
    return isPossible
  })
  if (!certain) return certain
  const leavers = leaversOf(lifetimes, assign)
  if (!leavers) return undefined
  return new Map(leavers.map(({ element }, place) => [element, takers[place] ?? 0]))
}

/** One that must leave may have others leave that lie on it, and so on. */
const roundsMax = 100

/** `false` when they cannot be arranged, `undefined` when the rounds do not suffice. */
function leaversOf(
  lifetimes: Lifetimes,
  arrange: (leavers: Leaver[]) => boolean,
): readonly Leaver[] | false | undefined {
  const { ticks, events, removals } = lifetimes
  const leavers: Leaver[] = []
  const known = new Map<number, Leaver>()
  for (let round = 0; round < roundsMax; round++) {
    const deadlines = deadlinesOf(lifetimes, leavers)
    let isNew = false
    for (let element = 0; element < removals.length; element++) {
      if (at(removals, element) >= 0 || at(ticks, 4 * element) < 0) continue
      const deadline = -deadlines.least(
        at(ticks, 4 * element + inCalled),
        at(ticks, 4 * element + inReturned) - 1,
      )
      const leaver = known.get(element) ?? { element, deadline: events.length, tick: 0 }
      if (deadline >= leaver.deadline) continue
      isNew = true
      leaver.deadline = deadline
      if (known.has(element)) continue
      known.set(element, leaver)
      leavers.push(leaver)
    }
    if (!isNew) return leavers
    if (!arrange(leavers)) return false
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
  const covers = leavers.map(({ element, deadline, tick }) => ({
    from: at(ticks, 4 * element + inReturned),
    to: tick - 1,
    deadline,
  }))
  for (let element = 0; element < insertions.length; element++) {
    if (at(removals, element) < 0) continue
    const isEmpty = at(removals, element) === at(insertions, element)
    covers.push({
      from: isEmpty ? 0 : at(ticks, 4 * element + inReturned),
      to: at(ticks, 4 * element + (isEmpty ? inCalled : outCalled)),
      deadline: at(ticks, 4 * element + outReturned),
    })
  }
  const deadlines = new Int32Array(size).fill(-size)
  const bare = Int32Array.from({ length: size + 1 }, (_, moment) => moment)
  const bareFrom = (moment: number): number => {
    let found = moment
    while (at(bare, found) !== found) found = bare[found] = at(bare, at(bare, found))
    return found
  }
  for (const { from, to, deadline } of covers.toSorted((left, right) => left.deadline - right.deadline)) {
    for (let moment = bareFrom(from); moment < to; moment = bareFrom(moment)) {
      deadlines[moment] = -deadline
      bare[moment] = moment + 1
    }
  }
  return new Tree(deadlines, new Int32Array(size))
}
