import type { Call, Calm, Trace } from '../../src/trace/index.ts'

/**
 * Why calls are unanswered at the end of a calm: nobody could have answered them, or somebody should have.
 */
export type Diagnosis =
  | {
      readonly kind: 'stuck'
      /** One of the five cases of slide 39, or that of replicas without a view service. */
      readonly name: StuckCase
      readonly because: string
    }
  | {
      readonly kind: 'at-fault'
      readonly signature: string
      readonly because: string
      /** The calls that nothing excuses, at least one. */
      readonly calls: readonly Call[]
      /** Entries that show it, besides those of the calls. */
      readonly entries: readonly number[]
    }

/** Something that stands still in the calm, though no call waits for it. Null: nothing does, as far as can be said. */
export type FindStandstill = (
  trace: Trace,
  calm: Calm,
) => { readonly signature: string; readonly because: string; readonly entries: readonly number[] } | null

export type StuckCase =
  | 'stuck-view-server-dead'
  | 'stuck-network-dead'
  | 'stuck-client-cut-off'
  | 'stuck-no-backup'
  | 'stuck-transfer-unfinished'
  | 'stuck-replica-dead'

/** `open` are the unanswered calls of clients that are up: at least one. */
export type Diagnose = (trace: Trace, calm: Calm, open: readonly Call[]) => Diagnosis

export function stuck(name: StuckCase, because: string): Diagnosis {
  return { kind: 'stuck', name, because }
}
