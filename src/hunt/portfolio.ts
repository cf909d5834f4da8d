import type { SchedulerName } from '../schedule/index.ts'

/** So many schedules, to be chosen by one scheduler. */
export interface Round {
  readonly scheduler: SchedulerName
  readonly schedules: number
}

/** What came of a round. */
export interface Yield {
  readonly steps: number
  /** Marks that no schedule had before, and sets of marks. */
  readonly newMarks: number
  readonly newSets: number
}

/** First everyone gets a little, so that a small budget has seen the best of each. */
const firstSchedules = [6, 18]
const laterSchedules = 24
/** What a new mark is worth, in new sets of marks. */
const markWorth = 10
/** A yield counts this much less after each later round of the same scheduler. */
const fading = 0.85
/** Part of the steps that is shared out evenly, whatever the yields. */
const evenPart = 0.5

interface Standing {
  readonly scheduler: SchedulerName
  worth: number
  /** Steps behind `worth`, fading as it does. */
  recent: number
  /** Steps so far, each the more the smaller the share was at that time. */
  charged: number
  isSpent: boolean
}

/**
 * Shares steps out among schedulers. Half of them evenly; the rest goes to those that lately came upon something new.
 * Steps and not schedules, since they are what takes time. Depends on nothing but what it is told.
 */
export class Portfolio {
  readonly #standings: readonly Standing[]
  readonly #first: Round[]

  constructor(schedulers: readonly SchedulerName[]) {
    this.#standings = schedulers.map((scheduler) => ({
      scheduler,
      worth: 0,
      recent: 0,
      charged: 0,
      isSpent: false,
    }))
    this.#first = firstSchedules.flatMap((schedules) =>
      schedulers.map((scheduler) => ({ scheduler, schedules })),
    )
  }

  /** Null when no scheduler has anything left. */
  next(): Round | null {
    const open = this.#standings.filter(({ isSpent }) => !isSpent)
    const first = this.#first.find(({ scheduler }) => open.some((one) => one.scheduler === scheduler))
    if (first !== undefined) return first
    const [least] = open.toSorted((a, b) => a.charged - b.charged)
    return least === undefined ? null : { scheduler: least.scheduler, schedules: laterSchedules }
  }

  /** `isSpent`: the scheduler has no plans left. */
  note(round: Round, { steps, newMarks, newSets }: Yield, isSpent: boolean): void {
    const at = this.#first.indexOf(round)
    if (at >= 0) this.#first.splice(0, at + 1)
    const standing = this.#standings.find(({ scheduler }) => scheduler === round.scheduler)
    if (standing === undefined) return
    standing.charged += steps / this.#shareOf(standing)
    standing.worth = standing.worth * fading + newSets + newMarks * markWorth
    standing.recent = standing.recent * fading + steps
    standing.isSpent = isSpent
  }

  #shareOf(standing: Standing): number {
    const rates = this.#standings.map(rateOf)
    const all = rates.reduce((sum, rate) => sum + rate, 0)
    const earned = all === 0 ? 1 / rates.length : rateOf(standing) / all
    return evenPart / rates.length + (1 - evenPart) * earned
  }
}

/** News for each step, lately. */
function rateOf({ worth, recent, isSpent }: Standing): number {
  return isSpent || recent === 0 ? 0 : worth / recent
}
