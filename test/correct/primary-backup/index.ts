import type { PrimaryBackup } from '../../../src/labs/primary-backup/index.ts'
import hotStandby from '../../../src/reference/hot-standby/index.ts'
import coldStandby from '../../../src/reference/cold-standby/index.ts'
import logTransfer from '../../../src/reference/log-transfer/index.ts'
import attempts from './attempts/index.ts'
import backupPulls from './backup-pulls.ts'
import batching from './batching.ts'
import checkpoints from './checkpoints/index.ts'
import logMatching from './log-matching/index.ts'
import logShipping from './log-shipping/index.ts'
import polling from './polling.ts'
import windowed from './windowed/index.ts'

/** Right answers to the lab that have little in common but the contract: nothing may be found in them. */
export const primaryBackupSolutions: Readonly<Record<string, PrimaryBackup>> = {
  'hot-standby': hotStandby,
  'cold-standby': coldStandby,
  'log-transfer': logTransfer,
  'backup-pulls': backupPulls,
  'log-shipping': logShipping,
  'log-matching': logMatching,
  batching,
  polling,
  attempts,
  windowed,
  checkpoints,
}
