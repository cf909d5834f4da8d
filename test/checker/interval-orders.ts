/** A kind of operation and its closed interval [first, last] on a line of points. */
export type Placed = { readonly first: number; readonly last: number; readonly kind: number }

/**
 * Every history of `size` operations, once each, up to what can matter: which one returned before which was
 * called, and what each did. An interval order has exactly one representation on points 0…m-1 in which every
 * point is the first of some interval and the last of some interval (a Fishburn matrix), and operations with
 * one interval are interchangeable, so their kinds are listed in ascending order.
 *
 * Kinds 0…kinds-1 may stand anywhere; the next `openKinds` are of operations that do not end: they reach the
 * last point.
 */
export function* histories(size: number, kinds: number, openKinds: number): Generator<readonly Placed[]> {
  for (const { intervals, points } of intervalOrders(size))
    yield* coloured(intervals, points - 1, kinds, openKinds)
}

/** Every way in which `size` intervals can lie, each as intervals in ascending order on points 0…points-1. */
export function* intervalOrders(
  size: number,
): Generator<{ readonly intervals: readonly Interval[]; readonly points: number }> {
  for (let points = 1; points <= size; points++) {
    for (const intervals of multisets(intervalsOn(points), size)) {
      const firsts = new Set(intervals.map(([first]) => first))
      const lasts = new Set(intervals.map(([, last]) => last))
      if (firsts.size === points && lasts.size === points) yield { intervals, points }
    }
  }
}

export type Interval = readonly [first: number, last: number]

function intervalsOn(points: number): readonly Interval[] {
  const all = Array.from({ length: points }, (_, point) => point)
  return all.flatMap((first) => all.slice(first).map((last): Interval => [first, last]))
}

/** Ascending by position in `members`. */
function* multisets<Member>(members: readonly Member[], size: number): Generator<readonly Member[]> {
  if (size === 0) {
    yield []
    return
  }
  for (const [index, member] of members.entries()) {
    for (const rest of multisets(members.slice(index), size - 1)) yield [member, ...rest]
  }
}

function* coloured(
  intervals: readonly Interval[],
  end: number,
  kinds: number,
  openKinds: number,
): Generator<readonly Placed[]> {
  const last = intervals.at(-1)
  if (last === undefined) {
    yield []
    return
  }
  for (const placed of coloured(intervals.slice(0, -1), end, kinds, openKinds)) {
    const before = placed.at(-1)
    const same = before !== undefined && before.first === last[0] && before.last === last[1]
    for (let kind = same ? before.kind : 0; kind < kinds + (last[1] === end ? openKinds : 0); kind++) {
      yield [...placed, { first: last[0], last: last[1], kind }]
    }
  }
}
