import { isEnumerated, type Run, type SchedulerName } from '../schedule/index.ts'
import type { Judgement, Trace, Verdict, Violated } from '../trace/index.ts'
import { DistinctTraces } from './digest.ts'
import { findingOf, type Finding } from './finding.ts'
import type { FoundBy, HuntOptions, HuntResult, Outcome } from './hunt.ts'
import { playSubject, type Subject } from './subject.ts'

/** The shortest failing run of a property so far, and how many schedules it took to the first. */
interface Found {
  readonly property: string
  readonly schedules: number
  readonly finding: Finding
  readonly scheduler: FoundBy | null
}

export interface Failing {
  readonly scheduler: SchedulerName | null
  readonly judgement: Judgement
  readonly verdict: Violated
}

/** While shrinking, only the same property with the same signature counts. */
export function sameFailure({ judgement, verdict, scheduler }: Failing, trace: Trace): Failing | null {
  const again = judgement.judge(trace)
  return again.kind === 'violated' && again.signature === verdict.signature
    ? { judgement, verdict: again, scheduler }
    : null
}

/** A run this short is good enough to read; a longer one is compared with others that fail in the same way. */
const stepsToRead = 20
/** How many failing runs are shrunk at most, to keep the shortest. */
const attemptsMax = 3

export interface Tally {
  readonly steps: number
  readonly marks: number
  readonly sets: number
}

/** What a hunt has gathered so far. */
export class Bag {
  open: Judgement[]
  schedules = 0
  #steps = 0
  readonly #marks = new Map<string, number>()
  /** Sets of marks that a schedule had. */
  readonly #sets = new Set<string>()
  readonly #distinct = new DistinctTraces()
  #drawn = { all: 0, timed: 0 }
  readonly #bySchedulers = new Map<SchedulerName, number>()
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
    this.#distinct.add(trace)
    const scheduler = schedulerOf(run)
    if (scheduler !== null) this.#count(scheduler, trace)
    const marks = this.subject.marksOf(trace)
    for (const mark of marks) this.#marks.set(mark, (this.#marks.get(mark) ?? 0) + 1)
    this.#sets.add([...marks].toSorted().join())
    if (this.schedules % 16 === 0) {
      this.options.onProgress({ schedules: this.schedules, steps: this.#steps, findings: this.#found.size })
    }
    for (const judgement of this.open) {
      const verdict = judgeOn(judgement, trace)
      if (verdict.kind === 'violated') return { judgement, verdict, scheduler }
      if (verdict.kind === 'undecided') this.#note(judgement, verdict.why)
    }
    return null
  }

  /** What has come of the hunt so far, in numbers that only grow. */
  get tally(): Tally {
    return { steps: this.#steps, marks: this.#marks.size, sets: this.#sets.size }
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

  /** What a search through a small scope has found, made as small as can be. */
  addSearched(finding: Finding): void {
    const { property } = finding
    if (!this.#found.has(property)) {
      const scheduler = 'exhaustive search'
      this.#found.set(property, { property, schedules: this.schedules, finding, scheduler })
    }
    this.open = this.open.filter(({ name }) => name !== property)
  }

  /** Whether only shorter examples of known failures are still sought, and for longer than they are worth. */
  get isSatisfied(): boolean {
    const found = [...this.#found.values()]
    const last = Math.max(0, ...found.map(({ schedules }) => schedules))
    return this.open.every(({ name }) => this.#found.has(name)) && this.schedules > 2 * last + 500
  }

  result(searched: HuntResult['searched']): HuntResult {
    return {
      outcomes: this.subject.judgements.map((judgement) => this.#outcome(judgement)),
      schedules: this.schedules,
      steps: this.#steps,
      searched,
      distinct: this.#distinct.count,
      drawn: this.#drawn,
      bySchedulers: this.#bySchedulers,
      marks: this.#marks,
    }
  }

  #count(scheduler: SchedulerName, { calm }: Trace): void {
    this.#bySchedulers.set(scheduler, (this.#bySchedulers.get(scheduler) ?? 0) + 1)
    if (isEnumerated(scheduler)) return
    const { all, timed } = this.#drawn
    this.#drawn = { all: all + 1, timed: timed + (calm === null ? 0 : 1) }
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
