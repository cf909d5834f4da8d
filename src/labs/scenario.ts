import type { Cast } from '../port/index.ts'
import { entryOf, play, type Occasion, type Plan } from '../schedule/index.ts'
import type { Judgement, Trace, Verdict } from '../trace/index.ts'

/**
 * One story of the lecture as a run that anyone can replay. Plain data. It runs on any solution of its lab, so
 * that it speaks only of what every solution shows: messages of the contract, calls, executions, virtual time.
 */
export interface Scenario {
  /** Kebab-case, unique in its lab. */
  readonly name: string
  readonly title: string
  /** Of the lecture CS 452 Primary/Backup, e.g. `19` or `40–41`. */
  readonly slide: string
  /** What is at stake, in a sentence of its own. */
  readonly rule: string
  readonly lab: string
  /** For a student: what happens, and what a correct implementation does. */
  readonly story: string
  readonly plan: Plan
  readonly expects: Expectation
  /** Names of the judgements that count, besides the story itself. Absent: all of the lab. */
  readonly judgedBy?: readonly string[]
}

/** How a correct implementation comes through. */
type Expectation =
  | ({ readonly kind: 'survives' } & Sights)
  /** No implementation can go on, for the reason of that name; what it did say must be right. */
  | ({ readonly kind: 'stuck'; readonly name: string } & Sights)

/** What must have been seen, or else the run says nothing about the story. */
interface Sights {
  /** Names of marks: see the lab's `marksOf`. */
  readonly marks: readonly string[]
  /** What must have come, by a name for people. */
  readonly occasions: Readonly<Record<string, Occasion>>
  /** What must not come, by a name for people. */
  readonly never?: Readonly<Record<string, Never>>
}

/** Not at all, or, where `before` comes too, not before that. */
interface Never {
  readonly came: Occasion
  readonly before: Occasion | null
}

/** What of a subject a scenario needs. */
export interface Judged {
  readonly cast: Cast
  readonly machine: Parameters<typeof play>[1]
  readonly judgements: readonly Judgement[]
  readonly marksOf: (trace: Trace) => ReadonlySet<string>
}

export interface ScenarioResult {
  readonly trace: Trace
  /** By the name of the judgement, in the lab's order. */
  readonly verdicts: Readonly<Record<string, Verdict>>
  readonly outcome: ScenarioOutcome
}

export type ScenarioOutcome =
  | { readonly kind: 'survived' }
  /** In the way that was expected. */
  | { readonly kind: 'stuck'; readonly name: string }
  /** Names of the broken judgements; that of the story itself, where something came that must not. */
  | { readonly kind: 'violated'; readonly by: readonly string[] }
  | { readonly kind: 'vacuous'; readonly missing: readonly string[] }
  | { readonly kind: 'undecided'; readonly why: string }

/** Plays the scenario and judges it by everything that the lab promises. */
export function runScenario(whole: Judged, scenario: Scenario): ScenarioResult {
  const subject = { ...judgedFor(whole, scenario), cast: whole.cast, machine: whole.machine }
  const trace = play(subject.cast, subject.machine, { kind: 'plan', plan: scenario.plan })
  const verdicts = Object.fromEntries(
    subject.judgements.map((judgement) => [judgement.name, judgement.judge(trace)]),
  )
  return { trace, verdicts, outcome: outcomeOf(subject, scenario, trace, verdicts) }
}

/** A story that shows one thing is not spoilt by another, which has a story of its own. */
function judgedFor(
  { judgements, marksOf }: Pick<Judged, 'judgements' | 'marksOf'>,
  { judgedBy }: Scenario,
): Pick<Judged, 'judgements' | 'marksOf'> {
  return { judgements: judgements.filter(({ name }) => judgedBy?.includes(name) ?? true), marksOf }
}

function outcomeOf(
  { marksOf }: Judged,
  scenario: Scenario,
  trace: Trace,
  verdicts: Readonly<Record<string, Verdict>>,
): ScenarioOutcome {
  const isSpoilt = unwanted(scenario.expects, trace) !== null
  const broken = Object.keys(verdicts).filter((name) => verdicts[name]?.kind === 'violated')
  const by = [...broken, ...(isSpoilt ? [storyProperty] : [])]
  if (by.length > 0) return { kind: 'violated', by }
  for (const [name, verdict] of Object.entries(verdicts)) {
    if (verdict.kind === 'undecided') return { kind: 'undecided', why: `${name}: ${verdict.why}` }
  }
  const { expects } = scenario
  const missing = [...missingSights(expects, trace, marksOf(trace)), ...missingEnd(expects, verdicts)]
  if (missing.length > 0) return { kind: 'vacuous', missing }
  return expects.kind === 'stuck' ? { kind: 'stuck', name: expects.name } : { kind: 'survived' }
}

/** The name under which findings say that a run was not the story that it must be. */
export const storyProperty = 'scenario'

/**
 * Whether a run is the story: nothing came that must not come, and everything that must, with any right solution. The
 * signature of its findings begins with the scenario's name, up to a full stop.
 */
export function storyJudgement(
  subject: Pick<Judged, 'judgements' | 'marksOf'>,
  scenario: Scenario,
): Judgement {
  const { name, rule, slide, expects } = scenario
  const { judgements, marksOf } = judgedFor(subject, scenario)
  const violated = (what: string, because: string, entries: readonly number[]): Verdict => ({
    kind: 'violated',
    because,
    signature: `${name}.${what.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`,
    entries,
  })
  return {
    name: storyProperty,
    claim: rule,
    source: `CS 452 Primary/Backup, slide ${slide}`,
    on: 'every schedule',
    needs: [],
    judge: (trace) => {
      const came = unwanted(expects, trace)
      if (came !== null) return violated(came.what, `in the story \`${name}\`: ${came.what}`, [came.at])
      const verdicts = Object.fromEntries(judgements.map((each) => [each.name, each.judge(trace)]))
      const missing = [...missingSights(expects, trace, marksOf(trace)), ...missingEnd(expects, verdicts)]
      if (missing[0] === undefined) return { kind: 'holds' }
      const because = `in the story \`${name}\` there never was: ${missing.join('; ')}`
      return violated(`never ${missing[0]}`, because, [trace.entries.length - 1])
    },
  }
}

/** The first thing that came although it must not, and the entry with which it came. */
function unwanted(
  { never = {} }: Expectation,
  { entries }: Trace,
): { readonly what: string; readonly at: number } | null {
  for (const [what, { came, before }] of Object.entries(never)) {
    const at = entryOf(came, entries)
    if (at === null) continue
    const limit = before === null ? Number.POSITIVE_INFINITY : entryOf(before, entries)
    if (limit !== null && at < limit) return { what, at }
  }
  return null
}

function missingSights(
  { marks, occasions }: Sights,
  trace: Trace,
  seen: ReadonlySet<string>,
): readonly string[] {
  return [
    ...marks.filter((mark) => !seen.has(mark)),
    ...Object.entries(occasions).flatMap(([name, occasion]) =>
      entryOf(occasion, trace.entries) === null ? [name] : [],
    ),
  ]
}

/** A run that is stuck has a vacuous verdict on progress, which begins with the name of the case. */
function missingEnd(expects: Expectation, verdicts: Readonly<Record<string, Verdict>>): readonly string[] {
  const vacuous = Object.values(verdicts).flatMap((verdict) =>
    verdict.kind === 'vacuous' ? [verdict.missing] : [],
  )
  if (expects.kind === 'survives') return vacuous
  const others = vacuous.filter((missing) => !missing.startsWith(`${expects.name}:`))
  return others.length < vacuous.length ? others : [...others, `a run that is ${expects.name}`]
}
