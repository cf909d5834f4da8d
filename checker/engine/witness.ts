import { isReadOnly, kinds } from './encoding.ts'
import { at } from './ints.ts'
import { frameInts, frameMove, skipped } from './frame.ts'
import type { Search } from './search.ts'

/** What is left of a search that has found the end. */
export type Searched = Pick<Search, 'encoding' | 'timeline' | 'frames' | 'depth' | 'after'>

/** An operation that the search used, where, and the state that it left. */
type Move = { readonly operation: number; readonly position: number; readonly state: number }

/**
 * The linearization that a search has found, as positions in the group. The search knows only the operations
 * that it used; between them are gaps, in which one state lasts. A read goes into a gap whose state it is legal
 * in; a total operation that was never used goes to the end of a gap before a write, where nobody sees it. Any
 * gap will do that begins before the operation returns and ends after it is called: whoever comes earlier in
 * this order was called by the time at which whoever comes later returns.
 */
export function linearizationOf(search: Searched): readonly number[] {
  const { encoding, timeline } = search
  const moves = movesOf(search)
  const isUsed = new Set(moves.map(({ operation }) => operation))
  const reads: number[][] = Array.from({ length: moves.length + 1 }, () => [])
  const hidden: number[][] = Array.from({ length: moves.length + 1 }, () => [])
  const calledBy = callPositions(search)
  for (let place = 0; place < timeline.returnCount; place++) {
    const operation = at(timeline.returns, place)
    if (isUsed.has(operation)) continue
    const isRead = isReadOnly(at(encoding.kind, operation))
    const gap = gapFor(search, moves, operation, calledBy[operation] ?? 0, isRead)
    const operations = (isRead ? reads : hidden)[gap]
    if (operations === undefined) throw new Error('the search has passed an operation that has no place')
    operations.push(operation)
  }
  const order: number[] = []
  for (let gap = 0; gap <= moves.length; gap++) {
    order.push(...(reads[gap] ?? []), ...(hidden[gap] ?? []))
    const next = moves[gap]
    if (next !== undefined) order.push(next.operation)
  }
  return order.map((operation) => at(encoding.source, operation))
}

function movesOf(search: Searched): readonly Move[] {
  const moves: Move[] = []
  let state = search.encoding.initial
  for (let depth = 0; depth <= search.depth; depth++) {
    const frame = depth * frameInts
    const operation = at(search.frames, frame + frameMove)
    if (operation === skipped) continue
    state = search.after(operation, state)
    moves.push({ operation, position: at(search.frames, frame), state })
  }
  return moves
}

/** Of each operation, the first position by which it has been called. */
function callPositions({ timeline }: Searched): number[] {
  const positions: number[] = []
  let call = 0
  for (let position = 0; position < timeline.returnCount; position++) {
    for (; call < at(timeline.callsBy, position); call++) positions[at(timeline.calls, call)] = position
  }
  return positions
}

/** A gap that the operation can stand in: gap g comes after g moves. -1 when there is none. */
function gapFor(
  search: Searched,
  moves: readonly Move[],
  operation: number,
  called: number,
  isRead: boolean,
): number {
  const returns = at(search.timeline.position, operation)
  let gap = firstGapAt(moves, called)
  for (; gap === 0 || (moves[gap - 1]?.position ?? Infinity) <= returns; gap++) {
    const next = moves[gap]
    if (isRead) {
      if (search.after(operation, moves[gap - 1]?.state ?? search.encoding.initial) >= 0) return gap
    } else if (next !== undefined && next.position <= returns) {
      if (at(search.encoding.kind, next.operation) === kinds.write) return gap
    }
    if (next === undefined) break
  }
  return -1
}

/** The first gap that ends at this position or later. */
function firstGapAt(moves: readonly Move[], position: number): number {
  let [low, high] = [0, moves.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((moves[middle]?.position ?? Infinity) < position) low = middle + 1
    else high = middle
  }
  return low
}
