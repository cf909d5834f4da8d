import type { PrimaryBackup } from '../../src/labs/primary-backup/index.ts'

/** The lecture's rules 1–7 (slides 17, 21–22, 40), and what else a mistake may break. */
export type Broken =
  | 'rule 1'
  | 'rule 2'
  | 'rule 3'
  | 'rule 4'
  | 'rule 5'
  | 'rule 6'
  | 'rule 7'
  | 'at most once'
  | 'progress'
  | 'view service'
  | 'engineering'

/** The names of the judgements in `properties/`. */
export type JudgementName =
  'linearizable' | 'single-primary' | 'no-duplicate-writes' | 'view-service' | 'progress' | 'well-behaved'

/** The reference with one mistake. */
export interface Mutant {
  /** Of the catalogue of mistakes: VS view server, P and R primary, B backup, S transfer, A at most once, C client, T code. */
  readonly id: string
  readonly title: string
  /** Empty for a control. */
  readonly breaks: readonly Broken[]
  /** Looks like a mistake and is none: nothing may be found. */
  readonly control: boolean
  readonly solution: PrimaryBackup
  /** Judgements that may fire. Others firing first is no error. */
  readonly expects: readonly JudgementName[]
}
