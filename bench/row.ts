import type { Case } from './case.ts'
import type { Result, Results } from './race.ts'
import type { Memory } from './protocol.ts'

/** A case and what came of it. */
export type Row = {
  readonly case: Case
  readonly operations: number
  readonly warm: Results
  readonly cold: Results | undefined
  readonly memory: Memory | undefined
}

/** How many times as long the other one takes. `least` when it was stopped: at least so many times. */
export type Ratio = { readonly kind: 'exactly' | 'least'; readonly value: number }

/** Undefined where one of the two has not been measured. */
export function ratio(engine: Result | undefined, other: Result | undefined): Ratio | undefined {
  if (engine?.kind !== 'measured' || other === undefined || other.kind === 'failed') return undefined
  return other.kind === 'measured'
    ? { kind: 'exactly', value: other.nanoseconds / engine.nanoseconds }
    : { kind: 'least', value: (other.timeoutMs * 1e6) / engine.nanoseconds }
}

/** Who says otherwise than expected, each with its verdict. */
export function disagreements({ case: { expected }, warm, cold }: Row): readonly string[] {
  const said = [...warm, ...(cold ?? [])].flatMap(([name, result]) =>
    result.kind === 'measured' && result.verdict !== expected ? [`${name}: ${result.verdict}`] : [],
  )
  return [...new Set(said)]
}
