import { lost, taker, type Collection } from './collection.ts'
import { at } from './ints.ts'

/**
 * The lives of the elements of a history on one line of ticks. An element has four events, each at a tick of
 * its own: the call and the return of its insertion, the call and the return of its removal. Of two elements'
 * insertions one precedes the other exactly when its return has the smaller tick than the other's call, and
 * so for removals.
 *
 * Intervals are cut to where they matter: an insertion returns before its removal does, and a removal is
 * called after its insertion, since no value goes out before it is in. The first three events of an answer
 * `empty` have ticks in a row: the moment chosen for it. Where values leave in turn, so has the fourth. A
 * value that stays is removed after all else.
 */
export type Lifetimes = {
  /** Element and event, as `4 * element + event`, by tick. */
  readonly events: Int32Array
  /** Tick, by `4 * element + event`; -1 for a value that is lost. */
  readonly ticks: Int32Array
  readonly insertions: Int32Array
  /** As in the collection, with the takers. */
  readonly removals: Int32Array
  /** All pending removals, as positions in the history, and the first tick after their calls. */
  readonly takers: readonly number[]
  readonly takerTicks: readonly number[]
}

/** The events of an element. */
export const inCalled = 0
export const inReturned = 1
export const outCalled = 2
export const outReturned = 3

/**
 * How pending removals, the *takers*, take values that would stay: `in turn`, the nth value whose insertion
 * returns by the nth taker called; or each element by the taker given; or `freely`, all by the first taker,
 * to see what holds whatever they take.
 */
export type Taking = 'in turn' | 'freely' | ReadonlyMap<number, number>

/**
 * `false` when the history has no linearization, whatever the order in which values leave: one leaves before
 * it came, or some value must be inside at each moment of an answer `empty`. (A value must be inside from the
 * return of its insertion to the call of its removal.) The answer gets the first moment at which none must.
 *
 * A pending insertion whose value nobody gets is left out: any linearization that has it may do without, and
 * without the taker of its value. O(n).
 */
export function lifetimesOf(collection: Collection, taking: Taking): Lifetimes | false {
  const { insertions } = collection
  const { elementOf, removals } = assigned(collection, taking)
  const events = new Int32Array(4 * insertions.length)
  const ticks = new Int32Array(4 * insertions.length).fill(-1)
  const early = new Uint8Array(insertions.length)
  const inTurn = taking === 'in turn'
  const staying: number[] = []
  const takers: number[] = []
  const takerTicks: number[] = []
  let empties: number[] = []
  let tick = 0
  let inside = 0
  const happened = (element: number, event: number): boolean => at(ticks, 4 * element + event) >= 0
  const happen = (element: number, event: number): void => {
    if (happened(element, event)) return
    ticks[4 * element + event] = tick
    events[tick++] = 4 * element + event
    if (event === inReturned && !happened(element, outCalled)) inside++
    if (event === outCalled && happened(element, inReturned)) inside--
  }
  const take = (place: number): void => {
    const element = staying[place]
    const position = takers[inTurn ? place : 0]
    if (element === undefined || position === undefined || typeof taking !== 'string') return
    if (inTurn) removals[element] = position
    happen(element, outCalled)
  }
  const call = (position: number, element: number): void => {
    if (element === taker) {
      takerTicks.push(tick)
      if (takers.push(position) === 1 && !inTurn) for (const place of staying.keys()) take(place)
      if (inTurn) take(takers.length - 1)
    } else if (at(removals, element) !== position) {
      happen(element, inCalled)
      if (early[element] === 1) happen(element, outCalled)
    } else if (at(insertions, element) === position) empties.push(element)
    else if (happened(element, inCalled)) happen(element, outCalled)
    else early[element] = 1
    if (inside > 0 || empties.length === 0) return
    for (const empty of empties) for (let event = 0; event < (inTurn ? 4 : 3); event++) happen(empty, event)
    empties = []
  }
  /** Can it? */
  const comeBack = (position: number, element: number): boolean => {
    if (!happened(element, inCalled)) return false
    if (at(removals, element) < 0) take(staying.push(element) - 1)
    happen(element, inReturned)
    if (at(removals, element) === position) happen(element, outReturned)
    return true
  }
  for (const event of collection.events) {
    const position = event >> 1
    const element = at(elementOf, position)
    if (element === lost) continue
    if (event % 2 === 0) call(position, element)
    else if (!comeBack(position, element)) return false
  }
  for (const event of [outCalled, outReturned]) {
    for (let element = 0; element < insertions.length; element++) {
      if (happened(element, inCalled)) happen(element, event)
    }
  }
  return { events: events.subarray(0, tick), ticks, insertions, removals, takers, takerTicks }
}

function assigned(collection: Collection, taking: Taking): Pick<Collection, 'elementOf' | 'removals'> {
  const elementOf = collection.elementOf.slice()
  const removals = collection.removals.slice()
  for (const [element, position] of typeof taking === 'string' ? [] : taking) {
    removals[element] = position
    elementOf[position] = element
  }
  return { elementOf, removals }
}
