import { intervalOrders, type Interval } from '../interval-orders.ts'
import type { Alphabet } from './alphabets.ts'
import type { AnyOperation } from './histories.ts'

const symmetric = /[①②③④]/g
const rankOf = new Map([...'①②③④'].map((value, rank) => [value, rank]))

/** Something that may stand in an interval. `ranks` are those of its ①, ②, ③, ④, in order. */
type Letter = {
  readonly input: unknown
  readonly output: unknown
  readonly isOpen: boolean
  readonly form: string
  readonly ranks: readonly number[]
}

/**
 * Calls `visit` with every history of `size` operations, up to what can matter: who returned before whom was
 * called (`intervalOrders`), the order of operations with one interval, and which of ①, ②, ③, ④ is which. Some
 * are visited more than once.
 *
 * Operations with one interval come in the order of their letters, and no value comes before those below it.
 * There is such a history among any that are the same: the first in the order of the dictionary. If ② came
 * before ① in it, exchanging them would give one that is still before it, since of letters of one form that
 * with smaller values comes first.
 */
export function enumerate(
  alphabet: Alphabet,
  size: number,
  visit: (history: readonly AnyOperation[]) => void,
): void {
  const letters = lettersOf(alphabet)
  const history: AnyOperation[] = []
  for (const { intervals, points } of intervalOrders(size)) {
    const place = (position: number, letterBefore: number, valuesBefore: number): void => {
      const interval = intervals[position]
      if (interval === undefined) {
        visit(history)
        return
      }
      const first = isSame(interval, intervals[position - 1]) ? letterBefore : 0
      for (let index = first; index < letters.length; index++) {
        const letter = letters[index]
        if (letter === undefined || (letter.isOpen && interval[1] !== points - 1)) continue
        const values = afterRanks(letter.ranks, valuesBefore)
        if (values === undefined) continue
        history[position] = operationOf(letter, interval, position)
        place(position + 1, index, values)
      }
    }
    place(0, 0, 0)
  }
}

/** In the order of the dictionary. */
export function lettersOf({ answered, open }: Alphabet): readonly Letter[] {
  const letters = [
    ...answered.map(([input, output]) => ({ input, output, isOpen: false })),
    ...open.map((input) => ({ input, output: undefined, isOpen: true })),
  ]
  return letters
    .map((letter) => {
      const text = JSON.stringify(letter)
      const ranks = [...text.matchAll(symmetric)].map(([value]) => rankOf.get(value) ?? 0)
      return { ...letter, form: text.replaceAll(symmetric, ''), ranks }
    })
    .toSorted((a, b) => (a.form === b.form ? compareRanks(a.ranks, b.ranks) : a.form < b.form ? -1 : 1))
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((rank, index) => rank !== b[index])
  return index === -1 ? 0 : (a[index] ?? 0) - (b[index] ?? 0)
}

/** How many values were met after these ranks, or `undefined` when one comes too early. */
function afterRanks(ranks: readonly number[], before: number): number | undefined {
  let met = before
  for (const rank of ranks) {
    if (rank > met) return undefined
    if (rank === met) met += 1
  }
  return met
}

function isSame(interval: Interval, before: Interval | undefined): boolean {
  return before !== undefined && interval[0] === before[0] && interval[1] === before[1]
}

export function operationOf(
  { input, output, isOpen }: Letter,
  [call, end]: Interval,
  position: number,
): AnyOperation {
  const client = `c${position}`
  return isOpen
    ? { kind: 'pending', client, input, call }
    : { kind: 'returned', client, input, output, call, return: end }
}
