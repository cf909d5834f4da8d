import {
  plans,
  plansOf,
  seek,
  type Arbitrary,
  type Plan,
  type Run,
  type SchedulerName,
} from '../schedule/index.ts'
import type { Judgement, Trace, Verdict, Violated } from '../trace/index.ts'
import { findingOf, type Finding } from './finding.ts'
import { minimiserOf, playSubject, type Subject } from './subject.ts'

export interface HuntOptions {
  /** Of all randomness. */
  readonly seed: number
  /** Schedules to play, those of shrinking not counted. */
  readonly schedulesMax: number
  /** What may choose the steps; absent: the usual mix. */
  readonly schedulers?: readonly SchedulerName[]
  /** Called now and then, with what was done so far. */
  readonly onProgress: (progress: Progress) => void
}

export interface Progress {
  readonly schedules: number
  readonly steps: number
  readonly findings: number
}

/** What a hunt says of one property. `schedules` is how many it took to the first failure, or were played. */
export interface Outcome {
  readonly property: string
  readonly schedules: number
  readonly verdict:
    | { readonly kind: 'holds' }
    /** `scheduler`: which one chose the steps of the first failure; null: it was not found by playing schedules. */
    | { readonly kind: 'violated'; readonly finding: Finding; readonly scheduler: SchedulerName | null }
    | { readonly kind: 'undecided'; readonly why: string; readonly count: number }
    | { readonly kind: 'vacuous'; readonly missing: readonly string[] }
}

export interface HuntResult {
  readonly outcomes: readonly Outcome[]
  readonly schedules: number
  readonly steps: number
  /** In how many schedules each mark was seen. */
  readonly marks: ReadonlyMap<string, number>
}

/** Plays schedules until the budget is spent, and shrinks the first failure of each property. */
export function hunt(subject: Subject, options: HuntOptions): HuntResult {
  const bag = new Bag(subject, options)
  for (
    let round = 0;
    bag.schedules < options.schedulesMax && bag.open.length > 0 && !bag.isSatisfied;
    round += 1
  ) {
    if (!huntOnce(subject, bag, options, seedOf(options.seed, round))) break
  }
  return bag.result()
}

/** Rounds of one hunt share no schedules with another hunt's. */
function seedOf(seed: number, round: number): number {
  return round === 0 ? seed : (Math.imul(seed + 1, 0x9e3779b1) + round) | 0
}

/** Plays until something fails and shrinks it. Returns false when the budget is spent. */
function huntOnce(subject: Subject, bag: Bag, options: HuntOptions, seed: number): boolean {
  let failing: Failing | null = null
  const fails = (run: Run): boolean => {
    const trace = playSubject(subject, run)
    const failure: Failing | null = failing === null ? bag.judge(run, trace) : sameFailure(failing, trace)
    failing = failure ?? failing
    return failure !== null
  }
  const runsMax = options.schedulesMax - bag.schedules
  const sought = seek(plansFor(subject, options), minimiserOf(subject), fails, { seed, runsMax })
  if (sought === null || failing === null) return false
  bag.add(failing, sought.run, { seed, path: sought.path })
  return true
}

function plansFor({ arena }: Subject, { schedulers }: HuntOptions): Arbitrary<Plan> {
  return schedulers === undefined ? plans(arena) : plansOf(arena, ...schedulers)
}

/** The shortest failing run of a property so far, and how many schedules it took to the first. */
interface Found {
  readonly property: string
  readonly schedules: number
  readonly finding: Finding
  readonly scheduler: SchedulerName | null
}

interface Failing {
  readonly scheduler: SchedulerName | null
  readonly judgement: Judgement
  readonly verdict: Violated
}

/** While shrinking, only the same property with the same signature counts. */
function sameFailure({ judgement, verdict, scheduler }: Failing, trace: Trace): Failing | null {
  const again = judgement.judge(trace)
  return again.kind === 'violated' && again.signature === verdict.signature
    ? { judgement, verdict: again, scheduler }
    : null
}

/** A run this short is good enough to read; a longer one is compared with others that fail in the same way. */
const stepsToRead = 20
/** How many failing runs are shrunk at most, to keep the shortest. */
const attemptsMax = 3

/** What a hunt has gathered so far. */
class Bag {
  open: Judgement[]
  schedules = 0
  #steps = 0
  readonly #marks = new Map<string, number>()
  /** Schedules that ended because a handler misbehaved: how they would have ended is not known. */
  #endedEarly = 0
  readonly #found = new Map<string, Found>()
  readonly #attempts = new Map<string, number>()
  readonly #undecided = new Map<string, { why: string; count: number }>()

  constructor(
    readonly subject: Subject,
    readonly options: HuntOptions,
  ) {
    this.open = [...subject.judgements]
  }

  /** Judges a fresh schedule by all that is still open; returns the first failure. */
  judge(run: Run, trace: Trace): Failing | null {
    this.schedules += 1
    this.#steps += trace.entries.length
    if (trace.entries.at(-1)?.effects.at(-1)?.kind === 'misbehaved') this.#endedEarly += 1
    for (const mark of this.subject.marksOf(trace)) this.#marks.set(mark, (this.#marks.get(mark) ?? 0) + 1)
    if (this.schedules % 16 === 0) {
      this.options.onProgress({ schedules: this.schedules, steps: this.#steps, findings: this.#found.size })
    }
    for (const judgement of this.open) {
      const verdict = judgeOn(judgement, trace)
      if (verdict.kind === 'violated') return { judgement, verdict, scheduler: schedulerOf(run) }
      if (verdict.kind === 'undecided') this.#note(judgement, verdict.why)
    }
    return null
  }

  add({ judgement, verdict, scheduler }: Failing, minimal: Run, origin: Finding['origin']): void {
    const trace = playSubject(this.subject, minimal)
    const again = judgement.judge(trace)
    const finding = findingOf(judgement.name, again.kind === 'violated' ? again : verdict, trace, origin)
    const known = this.#found.get(judgement.name)
    const attempts = (this.#attempts.get(judgement.name) ?? 0) + 1
    this.#attempts.set(judgement.name, attempts)
    if (known === undefined) {
      this.#found.set(judgement.name, {
        property: judgement.name,
        schedules: this.schedules,
        finding,
        scheduler,
      })
    } else if (
      known.finding.signature === finding.signature &&
      finding.steps.length < known.finding.steps.length
    ) {
      this.#found.set(judgement.name, { ...known, finding })
    }
    const isDone = finding.calm !== null || finding.steps.length <= stepsToRead || attempts >= attemptsMax
    if (isDone) this.open = this.open.filter(({ name }) => name !== judgement.name)
  }

  /** Whether only shorter examples of known failures are still sought, and for longer than they are worth. */
  get isSatisfied(): boolean {
    const found = [...this.#found.values()]
    const last = Math.max(0, ...found.map(({ schedules }) => schedules))
    return this.open.every(({ name }) => this.#found.has(name)) && this.schedules > 2 * last + 500
  }

  result(): HuntResult {
    return {
      outcomes: this.subject.judgements.map((judgement) => this.#outcome(judgement)),
      schedules: this.schedules,
      steps: this.#steps,
      marks: this.#marks,
    }
  }

  #note({ name }: Judgement, why: string): void {
    this.#undecided.set(name, { why, count: (this.#undecided.get(name)?.count ?? 0) + 1 })
  }

  #outcome({ name, needs, on }: Judgement): Outcome {
    const found = this.#found.get(name)
    if (found !== undefined) {
      const { schedules, finding, scheduler } = found
      return { property: name, schedules, verdict: { kind: 'violated', finding, scheduler } }
    }
    // Safety is judged on what happened before; whether all would have been answered cannot be said.
    const cut = on === 'timed schedules' && this.#endedEarly > 0
    const undecided = cut
      ? { why: 'the run ended early, since a handler misbehaved', count: this.#endedEarly }
      : this.#undecided.get(name)
    const missing = needs.filter((mark) => !this.#marks.has(mark))
    return {
      property: name,
      schedules: this.schedules,
      verdict:
        undecided !== undefined
          ? { kind: 'undecided', ...undecided }
          : missing.length > 0
            ? { kind: 'vacuous', missing }
            : { kind: 'holds' },
    }
  }
}

function schedulerOf(run: Run): SchedulerName | null {
  return run.kind === 'plan' ? run.plan.scheduler.kind : null
}

function judgeOn(judgement: Judgement, trace: Trace): Verdict {
  if (judgement.on === 'timed schedules' && trace.calm === null)
    return { kind: 'vacuous', missing: 'a clock' }
  return judgement.judge(trace)
}
