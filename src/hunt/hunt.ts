import {
  plansOf,
  schedulerNames,
  seek,
  tailoredPlans,
  type Arbitrary,
  type Plan,
  type Run,
  type SchedulerName,
  type SeekOptions,
} from '../schedule/index.ts'
import { Bag, type Failing } from './bag.ts'
import type { Caught } from './catch.ts'
import { Portfolio } from './portfolio.ts'
import { Searches, type SearchedScope } from './scopes.ts'
import { playSubject, type Subject } from './subject.ts'

export interface HuntOptions {
  /** Of all randomness. */
  readonly seed: number
  /** Schedules to play, those of shrinking not counted. */
  readonly schedulesMax: number
  /** Among whom the budget is shared out; absent: all. */
  readonly schedulers?: readonly SchedulerName[]
  /** Called now and then, with what was done so far. */
  readonly onProgress: (progress: Progress) => void
  /** `first failure`: the hunt ends with the first, which it keeps as it was seen, not shrunk. Absent: `budget`. */
  readonly until?: 'budget' | 'first failure'
  /** Asked before each schedule and each search of a small scope: false ends the hunt. For limits on time. */
  readonly goesOn?: () => boolean
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
    /**
     * `scheduler`: which one chose the steps of the first failure; null: it was found in another way.
     * `others`: the same promise broken in other ways.
     */
    | ({ readonly kind: 'violated' } & Omit<Caught, 'schedules'>)
    | { readonly kind: 'undecided'; readonly why: string; readonly count: number }
    | { readonly kind: 'vacuous'; readonly missing: readonly string[] }
}

export type FoundBy = SchedulerName | 'exhaustive search'

export interface HuntResult {
  readonly outcomes: readonly Outcome[]
  readonly schedules: number
  readonly steps: number
  /** How many of the traces were different: estimated, from 65,536 on. */
  readonly distinct: number
  /** How many of the schedules each scheduler chose. */
  readonly bySchedulers: ReadonlyMap<SchedulerName, number>
  /** Schedules that were drawn at random, and not enumerated; and how many of those had a clock. */
  readonly drawn: { readonly all: number; readonly timed: number }
  /** Small scopes in which everything was tried besides. */
  readonly searched: readonly SearchedScope[]
  /** In how many schedules each mark was seen. */
  readonly marks: ReadonlyMap<string, number>
}

/** Most rounds take a few thousand. Where nodes talk without end, the others shall not have to wait. */
const stepsPerRoundMax = 200_000

/** Plays schedules until the budget is spent, and shrinks the first failure of each property. */
export function hunt(subject: Subject, options: HuntOptions): HuntResult {
  const { goesOn = forEver } = options
  const bag = new Bag(subject, options)
  const portfolio = new Portfolio(options.schedulers ?? schedulerNames)
  const searches = new Searches(subject, options.until === 'first failure' ? 1 : Infinity)
  const sources = new Sources(subject, options.seed)
  for (
    let number = 0;
    bag.schedules < options.schedulesMax && bag.open.length > 0 && !bag.isSatisfied && goesOn();
    number += 1
  ) {
    const round = portfolio.next()
    if (round === null) break
    const runsMax = Math.min(round.schedules, options.schedulesMax - bag.schedules)
    const plans = sources.plansFor(round.scheduler, runsMax)
    const before = { ...bag.tally, schedules: bag.schedules }
    const isLong = (): boolean => bag.tally.steps - before.steps >= stepsPerRoundMax
    const goesOnHere = (): boolean => !isLong() && goesOn()
    huntOnce(subject, bag, plans, { seed: seedOf(options.seed, number), runsMax }, goesOnHere)
    const after = bag.tally
    const played = bag.schedules - before.schedules
    sources.giveBack(round.scheduler, plans, played)
    const gained = {
      steps: after.steps - before.steps,
      newMarks: after.marks - before.marks,
      newSets: after.sets - before.sets,
    }
    portfolio.note(round, gained, played === 0)
    if (!goesOn()) break
    for (const broken of searches.next(bag.schedules, bag.open)) bag.addSearched(broken)
  }
  return bag.result(searches.searched)
}

/** Rounds of one hunt share no schedules with another hunt's. */
function seedOf(seed: number, round: number): number {
  return round === 0 ? seed : (Math.imul(seed + 1, 0x9e3779b1) + round) | 0
}

/** Plays until something fails and shrinks it, or until the round is over or broken off. */
function huntOnce(
  subject: Subject,
  bag: Bag,
  plans: Plans,
  options: SeekOptions,
  goesOn: () => boolean,
): void {
  let failing: Failing | null = null
  const isOver = (run: Run): boolean => {
    if (!goesOn()) return true
    const trace = playSubject(subject, run)
    failing = bag.judge(run, trace)
    return failing !== null
  }
  const sought = seek(plans, unshrunk, isOver, options)
  if (sought !== null && failing !== null)
    bag.add(failing, sought.run, { seed: sought.seed, path: sought.path })
}

function forEver(): boolean {
  return true
}

/** What fails is shrunk when it is known what fails. */
function unshrunk(): readonly [] {
  return []
}

type Plans = Arbitrary<Plan> | readonly Plan[]

/** Where the plans of a hunt come from. */
class Sources {
  readonly #tailored = new Map<SchedulerName, Iterator<Plan> | null>()
  /** Plans that were made and not played. */
  readonly #left = new Map<SchedulerName, readonly Plan[]>()

  constructor(
    readonly subject: Subject,
    readonly seed: number,
  ) {}

  /** As many plans as are there, up to `count`; or all that fast-check can draw. */
  plansFor(scheduler: SchedulerName, count: number): Plans {
    const { subject } = this
    if (!this.#tailored.has(scheduler)) {
      const probe = (plan: Plan) => playSubject(subject, { kind: 'plan', plan })
      this.#tailored.set(scheduler, tailoredPlans(subject.arena, scheduler, probe, this.seed))
    }
    const tailored = this.#tailored.get(scheduler) ?? null
    if (tailored === null) return plansOf(subject.arena, scheduler)
    const plans = [...(this.#left.get(scheduler) ?? [])]
    while (plans.length < count) {
      const next = tailored.next()
      if (next.done === true) break
      plans.push(next.value)
    }
    return plans.slice(0, count)
  }

  giveBack(scheduler: SchedulerName, plans: Plans, played: number): void {
    if (isListed(plans)) this.#left.set(scheduler, plans.slice(played))
  }
}

function isListed(plans: Plans): plans is readonly Plan[] {
  return Array.isArray(plans)
}
