import type { ChildLimits } from '../../src/grade/child/index.ts'

/** A hostile solution, and what has to come of it. */
export interface Attack {
  /** What it tries, in a few words. Unique in its group. */
  readonly name: string
  readonly files: Files
  readonly expects: Outcome
  /**
   * What is examined: a story of the lecture, a hunt through a few schedules, or one run in which a backup that has kept
   * nothing is promoted.
   */
  readonly by: 'failover' | 'hunt' | 'lost'
  /** Lower than usual for those that have to be killed. */
  readonly limits: Partial<ChildLimits>
}

/** Texts by path; the solution is `solution.ts`. A path may lead out of its folder. */
export type Files = Readonly<Record<string, string>>

export type Outcome =
  /** Refused before anything has run, or while it loads: no points. */
  | { readonly kind: 'unusable'; readonly says: string }
  /** Came through everything: it did what is right, and what it tried besides was of no use to it. */
  | { readonly kind: 'held' }
  /** Caught at what no handler may do. `says`: of the message. */
  | { readonly kind: 'offence'; readonly says: string }
  /** Its broken replication is found, whatever it tried. */
  | { readonly kind: 'broken' }
  /** Its process was ended. */
  | { readonly kind: 'killed'; readonly reason: 'memory' | 'time' | 'crashed'; readonly says: string }

/** What came of an attack: the kind of the outcome, and everything that was said. */
export interface Result {
  /** `diverged`: it does not come so far as the run that it was to play, and has broken nothing on the way. */
  readonly kind: Outcome['kind'] | 'vacuous' | 'diverged' | 'failed'
  readonly said: string
  readonly wallMs: number
}

export interface Group {
  readonly name: string
  readonly attacks: readonly Attack[]
}

export const held: Outcome = { kind: 'held' }
export const broken: Outcome = { kind: 'broken' }

export function unusable(says: string): Outcome {
  return { kind: 'unusable', says }
}

export function offence(says: string): Outcome {
  return { kind: 'offence', says }
}

export function killed(reason: 'memory' | 'time' | 'crashed', says: string): Outcome {
  return { kind: 'killed', reason, says }
}

/** The lines are text, not a function: none of it may run here. */
export type Row = readonly [name: string, text: string, expects: Outcome]

/** Attacks that differ in a few lines, which `weave` makes a solution of. */
export function attacksOf(
  weave: (lines: string) => Files,
  rows: readonly Row[],
  how: Partial<Pick<Attack, 'by' | 'limits'>> = {},
): readonly Attack[] {
  return rows.map(([name, lines, expects]) => ({
    name,
    files: weave(lines),
    expects,
    by: 'failover',
    limits: {},
    ...how,
  }))
}
