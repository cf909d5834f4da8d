import type { Scenario } from '../../scenario.ts'
import { vmBackupDies } from './vm-backup-dies.ts'
import { vmBothFail } from './vm-both-fail.ts'
import { vmInterruptReplay } from './vm-interrupt-replay.ts'
import { vmLogEntryLost } from './vm-log-entry-lost.ts'
import { vmOutputCommit } from './vm-output-commit.ts'
import { vmOutputRepeated } from './vm-output-repeated.ts'
import { vmSplitBrain } from './vm-split-brain.ts'

/** The lecture's stories about a replicated machine, in its order. */
export const replicatedVmScenarios: readonly Scenario[] = [
  vmSplitBrain,
  vmBothFail,
  vmInterruptReplay,
  vmLogEntryLost,
  vmOutputCommit,
  vmOutputRepeated,
  vmBackupDies,
]
