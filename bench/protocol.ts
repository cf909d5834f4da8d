import type { ModelName } from './models.ts'

/**
 * What a checker is asked, one JSON object a line on its standard input. It answers each request with one line
 * on its standard output, in order, and ends when its input ends. docs/benchmarks.md tells the same story to
 * those who write one.
 */
export type Request = {
  readonly model: ModelName
  /** A history in JSON Lines, as an absolute path. The same file comes many times in a row: keep it in memory. */
  readonly file: string
  /** How often to check it, one after the other. 0: only read the file, and answer `unknown`. */
  readonly rounds: number
  /** What one check may take; then `unknown`. One that cannot stop itself is killed a little later. */
  readonly timeoutMs: number
}

export type Answer = {
  readonly verdict: 'linearizable' | 'illegal' | 'unknown'
  /** For all rounds together, around the checks only: reading and parsing do not count. */
  readonly nanoseconds: number
  /** Optional: why `unknown`, for people. */
  readonly why?: string
  /** Optional: what was allocated by the rounds, beside the history. */
  readonly memory?: Memory
}

export type Memory = {
  /** Heap and array buffers after the rounds (uncollected) minus those before (collected). */
  readonly allocatedBytes: number
  /** The largest resident set during the rounds minus the one before them. */
  readonly residentBytes: number
}

/** Throws when a line is no answer. */
export function readAnswer(line: string): Answer {
  const answer = parse(line)
  const { verdict, nanoseconds } = answer
  const isVerdict = verdict === 'linearizable' || verdict === 'illegal' || verdict === 'unknown'
  if (isVerdict && typeof nanoseconds === 'number' && nanoseconds >= 0) {
    // The cast: the two fields that count have been looked at, the rest is for show.
    return answer as Answer
  }
  throw new Error(
    'expected {"verdict":"linearizable"|"illegal"|"unknown","nanoseconds":N} on one line, ' +
      `got ${JSON.stringify(line.slice(0, 200))}: print nothing else on standard output (logs go to standard error)`,
  )
}

function parse(line: string): { readonly verdict?: unknown; readonly nanoseconds?: unknown } {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}
