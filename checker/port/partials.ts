/** An operation on the stack of the search, as far as partial linearizations care. */
type Placed = { readonly entry: { readonly kind: 'call' | 'pending'; readonly index: number } }

/**
 * For each returned operation, the longest sequence met so far that contains it; length counts returned
 * operations only. The search notes every configuration before it leaves it, so when it has failed these are
 * the longest there are. Source: Porcupine, checker.go, `longest`.
 */
export type Partials = {
  readonly note: (stack: readonly Placed[], returnedPlaced: number) => void
  /** Positions in the group; without repetitions, the longest first. */
  readonly list: () => readonly (readonly number[])[]
}

type Noted = { readonly returnedPlaced: number; readonly positions: readonly number[] }

export function createPartials(): Partials {
  const longest = new Map<number, Noted>()

  function note(stack: readonly Placed[], returnedPlaced: number): void {
    let noted: Noted | undefined
    for (const { entry } of stack) {
      if (entry.kind === 'pending') continue
      if ((longest.get(entry.index)?.returnedPlaced ?? 0) >= returnedPlaced) continue
      noted ??= { returnedPlaced, positions: stack.map((placed) => placed.entry.index) }
      longest.set(entry.index, noted)
    }
  }

  function list(): readonly (readonly number[])[] {
    const unique = [...new Set(longest.values())]
    return unique
      .toSorted((left, right) => right.returnedPlaced - left.returnedPlaced)
      .map((noted) => noted.positions)
  }

  return { note, list }
}
