import { printable } from '../port/index.ts'
import type { Calm, Setup, Trace, Violated } from '../trace/index.ts'
import type { Run, TimedStep } from '../schedule/index.ts'

export const findingFormat = 1

/**
 * A broken promise and the run that shows it: explicit steps, so that it replays byte for byte whatever becomes of
 * the generators. Plain JSON.
 */
export interface Finding {
  readonly format: typeof findingFormat
  readonly property: string
  readonly signature: string
  readonly because: string
  readonly setup: Setup
  readonly steps: readonly TimedStep[]
  /** Null for runs without a clock. */
  readonly calm: Calm | null
  /** How it was found: fast-check's seed and path. For the curious; replay does not need it. */
  readonly origin: { readonly seed: number; readonly path: string } | null
  /** The part of the solution that the run examines, beside a reference's other parts. Absent: all parts are its own. */
  readonly part?: string
  /** `proved`: no run with the same nodes and calls fails so in fewer steps. Absent: not known. */
  readonly minimality?: 'proved'
}

export function findingOf(
  property: string,
  verdict: Violated,
  trace: Trace,
  origin: Finding['origin'],
): Finding {
  return {
    format: findingFormat,
    property,
    signature: verdict.signature,
    // Values of the solution are in it.
    because: printable(verdict.because),
    setup: trace.setup,
    steps: trace.entries.flatMap(({ cause, atMs }) =>
      cause.kind === 'start' ? [] : [{ atMs, step: cause }],
    ),
    calm: trace.calm,
    origin,
  }
}

export function runOf(finding: Finding): Run {
  return { kind: 'steps', setup: finding.setup, steps: finding.steps, calm: finding.calm }
}
