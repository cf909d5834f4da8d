import type { Plan } from '../../src/schedule/index.ts'

/** A wrong solution of a lab, or one that only looks wrong. A lab narrows it to its own parts, rules and judgements. */
export interface Mutant<
  Solution extends object = object,
  Broken extends string = string,
  JudgementName extends string = string,
> {
  /** Unique in its lab. */
  readonly id: string
  readonly title: string
  /** `catalogue`: of the list of mistakes that people are known to make (docs/wrong-variants.md); `own`: thought of here. */
  readonly origin: 'catalogue' | 'own'
  /** Of `src/services`, where it is not the one that the lab's list is hunted with. */
  readonly service?: string
  /** Empty for a control. */
  readonly breaks: readonly Broken[]
  /** Looks like a mistake and is none: nothing may be found. */
  readonly control: boolean
  readonly solution: Solution
  /** Judgements that may fire. Others firing first is no error. */
  readonly expects: readonly JudgementName[]
  /** Where random schedules find it too seldom for a test. */
  readonly rare?: Rare
}

export interface Rare {
  /** The first schedule that finds it in hunts with the seeds 1, 2, 3; null: none of 5,000. */
  readonly firstFoundAt: readonly (number | null)[]
  /** What shows it at once: the lab's scenario of that name, or a run of its own. */
  readonly shownBy: string | Plan
}
