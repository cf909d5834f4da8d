import { isEnumerated, type Run, type SchedulerName } from '../schedule/index.ts'
import type { Effect, Judgement, Trace, Verdict } from '../trace/index.ts'
import { DistinctTraces } from './digest.ts'
import { Catch } from './catch.ts'
import { findingOf, runOf, type Finding } from './finding.ts'
import type { HuntOptions, HuntResult, Outcome } from './hunt.ts'
import type { Broken } from './scopes.ts'
import { proofBounds, provedShortest } from './shortest.ts'
import { shrink, shrinkAll } from './shrink.ts'
import type { Subject } from './subject.ts'

export interface Failing {
  readonly scheduler: SchedulerName | null
  readonly judgement: Judgement
  /** As it was first seen. */
  readonly seen: Finding
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
  /** Of the first of them, what the handler did. */
  #offence = ''
  readonly #found = new Catch()
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
    const last = trace.entries.at(-1)?.effects.at(-1)
    if (last?.kind === 'misbehaved') {
      if (this.#endedEarly === 0) this.#offence = offenceText(last)
      this.#endedEarly += 1
    }
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
      if (verdict.kind === 'violated')
        return { judgement, scheduler, seen: findingOf(judgement.name, verdict, trace, null) }
      if (verdict.kind === 'undecided') this.#note(judgement, verdict.why)
    }
    return null
  }

  /** What has come of the hunt so far, in numbers that only grow. */
  get tally(): Tally {
    return { steps: this.#steps, marks: this.#marks.size, sets: this.#sets.size }
  }

  /** Shrinks what fails, and keeps it; and what else was met while it was shrunk. The first failure may end it all. */
  add({ judgement, scheduler, seen }: Failing, run: Run, origin: Finding['origin']): void {
    const { name } = judgement
    const { schedules } = this
    if (this.options.until === 'first failure') {
      this.#found.add({ ...seen, origin }, { schedules, scheduler })
      this.open = []
      return
    }
    // What does not fail again is kept as it was seen.
    const { finding, slips } = shrinkAll(this.subject, judgement, run) ?? { finding: seen, slips: [] }
    this.#found.add({ ...finding, origin }, { schedules, scheduler })
    for (const slip of slips) this.#addSlip(slip)
    const attempts = (this.#attempts.get(name) ?? 0) + 1
    this.#attempts.set(name, attempts)
    const isDone = finding.calm !== null || finding.steps.length <= stepsToRead || attempts >= attemptsMax
    if (isDone) this.open = this.open.filter((other) => other.name !== name)
  }

  #addSlip(slip: Finding): void {
    const { schedules } = this
    const judgement = this.subject.judgements.find(({ name }) => name === slip.property)
    if (judgement === undefined || !this.#isNew(slip)) return
    // What is met while this one is shrunk would lead from slip to slip.
    const shrunk = shrink(this.subject, judgement, runOf(slip)) ?? slip
    this.#found.add(shrunk, { schedules, scheduler: null })
  }

  /** A way of failing that was not known: shorter runs of a known one are looked for among fresh schedules. */
  #isNew(slip: Finding): boolean {
    const known = this.#found.of(slip.property)
    const isKnown =
      known !== null && [known.finding, ...known.others].some((one) => one.signature === slip.signature)
    return !isKnown && this.#found.isWanted(slip)
  }

  /** What a search through a small scope has found, made as small as can be. */
  addSearched({ judgement, run, seen }: Broken): void {
    const isFirst = this.options.until === 'first failure'
    if (isFirst && this.open.length === 0) return
    const finding = isFirst ? seen : shrink(this.subject, judgement, run)
    if (finding === null) return
    this.#found.add(finding, { schedules: this.schedules, scheduler: 'exhaustive search' })
    this.open = isFirst ? [] : this.open.filter(({ name }) => name !== finding.property)
  }

  /** Whether only shorter examples of known failures are still sought, and for longer than they are worth. */
  get isSatisfied(): boolean {
    const found = [...this.#found.values()]
    const last = Math.max(0, ...found.map(({ schedules }) => schedules))
    return this.open.every(({ name }) => this.#found.of(name) !== null) && this.schedules > 2 * last + 500
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

  #outcome(judgement: Judgement): Outcome {
    const { name, needs, on } = judgement
    const found = this.#found.of(name)
    if (found !== null) {
      const { schedules, ...caught } = found
      const isShrunk = this.options.until !== 'first failure'
      const finding = isShrunk
        ? provedShortest(this.subject, judgement, caught.finding, proofBounds)
        : caught.finding
      return { property: name, schedules, verdict: { kind: 'violated', ...caught, finding } }
    }
    // Safety is judged on what happened before; whether all would have been answered cannot be said.
    const cut = on === 'timed schedules' && this.#endedEarly > 0
    const undecided = cut
      ? { why: `the run ended early: ${this.#offence}`, count: this.#endedEarly }
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

function offenceText({ node, offence }: Effect & { readonly kind: 'misbehaved' }): string {
  const { handler, message, where } = offence
  return `${node}, in ${handler}: ${message}${where === null ? '' : ` (${where})`}`
}

function schedulerOf(run: Run): SchedulerName | null {
  return run.kind === 'plan' ? run.plan.scheduler.kind : null
}

function judgeOn(judgement: Judgement, trace: Trace): Verdict {
  if (judgement.on === 'timed schedules' && trace.calm === null)
    return { kind: 'vacuous', missing: 'a clock' }
  return judgement.judge(trace)
}
