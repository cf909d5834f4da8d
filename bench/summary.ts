import { ratio, type Ratio, type Row } from './row.ts'

/** The ratios of a group, to one other contestant. `least` where a stopped one is among them. */
export type Summary = {
  /** Those of which there is a ratio, and all. */
  readonly rows: { readonly measured: number; readonly all: number }
  readonly least: Ratio
  readonly geometricMean: Ratio
  /** Of the sums of the times. */
  readonly sum: Ratio
}

export function summarize(rows: readonly Row[], other: string, from: 'warm' | 'cold'): Summary | undefined {
  const pairs = rows.flatMap((row) => {
    const engine = row[from]?.get('engine')
    const found = ratio(engine, row[from]?.get(other))
    return found === undefined || engine?.kind !== 'measured' ? [] : [{ found, weight: engine.nanoseconds }]
  })
  const [first] = pairs
  if (first === undefined) return undefined
  const kind = pairs.some(({ found }) => found.kind === 'least') ? 'least' : 'exactly'
  const total = pairs.reduce((sum, { weight }) => sum + weight, 0)
  return {
    rows: { measured: pairs.length, all: rows.length },
    least: pairs.reduce((least, { found }) => (found.value < least.value ? found : least), first.found),
    geometricMean: {
      kind,
      value: Math.exp(pairs.reduce((sum, { found }) => sum + Math.log(found.value), 0) / pairs.length),
    },
    sum: { kind, value: pairs.reduce((sum, { found, weight }) => sum + found.value * weight, 0) / total },
  }
}
