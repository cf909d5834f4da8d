import type { AnyHistory } from './histories.ts'

/**
 * A history from which no operation, and no answer, can be taken without losing what `isWrong` sees. Removing
 * comes first; an answer that is forgotten makes an operation pending. Then times become small numbers.
 */
export function shrink(history: AnyHistory, isWrong: (smaller: AnyHistory) => boolean): AnyHistory {
  let smallest = history
  for (;;) {
    const smaller = candidates(smallest).find(isWrong)
    if (smaller === undefined) break
    smallest = smaller
  }
  const ranked = withRanks(smallest)
  return isWrong(ranked) ? ranked : smallest
}

function candidates(history: AnyHistory): readonly AnyHistory[] {
  const indices = [...history.keys()]
  return [
    ...indices.map((removed) => history.filter((_, index) => index !== removed)),
    ...indices.flatMap((changed) => {
      const operation = history[changed]
      if (operation === undefined || operation.kind === 'pending') return []
      const { client, input, call } = operation
      return [history.with(changed, { kind: 'pending', client, input, call })]
    }),
  ]
}

function withRanks(history: AnyHistory): AnyHistory {
  const times = history.flatMap((operation) =>
    operation.kind === 'pending' ? [operation.call] : [operation.call, operation.return],
  )
  const ranks = new Map([...new Set(times)].toSorted((a, b) => a - b).map((time, rank) => [time, rank]))
  const rank = (time: number): number => ranks.get(time) ?? time
  return history.map((operation) =>
    operation.kind === 'pending'
      ? { ...operation, call: rank(operation.call) }
      : { ...operation, call: rank(operation.call), return: rank(operation.return) },
  )
}
