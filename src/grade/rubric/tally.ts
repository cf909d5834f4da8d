import type { BasicEvent, HuntSummary } from '../child/index.ts'
import type { Task } from './tasks.ts'
import { combined, type Judged } from './verdicts.ts'

/** What the tasks have said of the items so far. */
export class Tally {
  /** Of the first hunt on all parts together. */
  summary: HuntSummary | null = null
  /** By item, then by task. */
  readonly #said: readonly Map<number, Judged>[]

  constructor(
    readonly tasks: readonly Task[],
    itemCount: number,
  ) {
    this.#said = Array.from({ length: itemCount }, () => new Map<number, Judged>())
  }

  /** Takes note of an event. Returns whether it says anything of an item. */
  note(index: number, event: BasicEvent): boolean {
    const task = this.tasks[index]
    if (task === undefined) throw new Error(`there is no task ${index}`)
    if (event.kind === 'hunted' && task.job.part === undefined) this.summary ??= event.summary
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
