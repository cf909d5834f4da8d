import type { PrimaryBackup } from '../../../src/labs/primary-backup/index.ts'
import type { Mutant as AnyMutant } from '../mutant.ts'

/** The lecture's rules 1–7 (slides 17, 21–22, 40), and what else a mistake may break. */
type Broken =
  | 'rule 1'
  | 'rule 2'
  | 'rule 3'
  | 'rule 4'
  | 'rule 5'
  | 'rule 6'
  | 'rule 7'
  | 'same order'
  | 'at most once'
  | 'decided once'
  | 'progress'
  | 'view service'
  | 'engineering'

type JudgementName =
  'linearizable' | 'single-primary' | 'no-duplicate-writes' | 'view-service' | 'progress' | 'well-behaved'

/**
 * A reference with one mistake. Ids are those of the catalogue of mistakes: VS view server, P and R primary, B backup,
 * S transfer, A at most once, N outcomes to be decided, C client, T code; CS and LT: of the references with a cold standby
 * and with log transfer.
 */
export type Mutant = AnyMutant<PrimaryBackup, Broken, JudgementName>
