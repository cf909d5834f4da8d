import type { BasicEvent, HuntSummary } from '../child/index.ts'
import type { Item, Task } from './tasks.ts'
import { combined, type Judged } from './verdicts.ts'

/** What all hunts played that have come to their end: those for private items alone are not told of. */
export interface HuntsPlayed extends Pick<HuntSummary, 'schedules' | 'steps' | 'marks'> {
  /** How many hunts. */
  readonly count: number
}

/** What the tasks have said of the items so far. */
export class Tally {
  hunts: HuntsPlayed = { count: 0, schedules: 0, steps: 0, marks: {} }
  /** By item, then by task. */
  readonly #said: readonly Map<number, Judged>[]

  constructor(
    readonly tasks: readonly Task[],
    readonly items: readonly Pick<Item, 'hidden'>[],
  ) {
    this.#said = items.map(() => new Map<number, Judged>())
  }

  /** Takes note of an event. Returns whether it says anything of an item. */
  note(index: number, event: BasicEvent): boolean {
    const task = this.tasks[index]
    if (task === undefined) throw new Error(`there is no task ${index}`)
    if (event.kind === 'hunted' && task.items.some((item) => this.items[item]?.hidden === false))
      this.hunts = withOneMore(this.hunts, event.summary)
    let saysAnything = false
    for (const item of task.items) {
      const judged = task.judge(item, event)
      if (judged === null) continue
      this.#said[item]?.set(index, judged)
      saysAnything = true
    }
    return saysAnything
  }

  /** What the task has not said by now it will never say. */
  giveUp(index: number, because: string): void {
    for (const item of this.tasks[index]?.items ?? []) {
      const said = this.#said[item]
      if (said?.has(index) === false) said.set(index, { verdict: 'undecided', because, finding: null })
    }
  }

  judged(item: number): Judged {
    const said = [...(this.#said[item]?.entries() ?? [])]
    const judged = combined(said.map(([, each]) => each))
    const wanted = this.tasks.filter(({ items }) => items.includes(item)).length
    // A hunt that held is not all, where another one is still to come.
    return judged.verdict === 'violated' || said.length === wanted ? judged : combined([])
  }
}

function withOneMore({ count, schedules, steps, marks }: HuntsPlayed, hunted: HuntSummary): HuntsPlayed {
  const sums = { ...marks }
  for (const [mark, times] of Object.entries(hunted.marks)) sums[mark] = (sums[mark] ?? 0) + times
  return {
    count: count + 1,
    schedules: schedules + hunted.schedules,
    steps: steps + hunted.steps,
    marks: sums,
  }
}
