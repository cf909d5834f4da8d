import type { Scenario } from '../../scenario.ts'
import { decidedOnce } from './decided-once.ts'
import { duplicateWrite } from './duplicate-write.ts'
import { failover } from './failover.ts'
import { incompleteState } from './incomplete-state.ts'
import { logAndSnapshot } from './log-and-snapshot.ts'
import { missingWrites } from './missing-writes.ts'
import { noOneAnswersYet } from './no-one-answers-yet.ts'
import { oldClientMessage } from './old-client-message.ts'
import { oldMessages } from './old-messages.ts'
import { opDuringTransfer } from './op-during-transfer.ts'
import { outdatedClient } from './outdated-client.ts'
import { partiallySplitBrain } from './partially-split-brain.ts'
import { promotionReplaysLog } from './promotion-replays-log.ts'
import { splitBrain } from './split-brain.ts'
import { staleRead } from './stale-read.ts'
import { stuckClientCutOff } from './stuck-client-cut-off.ts'
import { stuckNetworkDead } from './stuck-network-dead.ts'
import { stuckNoBackup } from './stuck-no-backup.ts'
import { stuckTransferUnfinished } from './stuck-transfer-unfinished.ts'
import { stuckViewServerDead } from './stuck-view-server-dead.ts'
import { waitsForAck } from './waits-for-ack.ts'

/**
 * The lecture's stories about primary/backup, in its order, and one each about the two mechanisms that it leaves to the
 * reader: a cold standby, and a log in place of the state.
 */
export const primaryBackupScenarios: readonly Scenario[] = [
  promotionReplaysLog,
  failover,
  waitsForAck,
  splitBrain,
  incompleteState,
  missingWrites,
  staleRead,
  partiallySplitBrain,
  oldMessages,
  outdatedClient,
  oldClientMessage,
  opDuringTransfer,
  logAndSnapshot,
  stuckViewServerDead,
  stuckNetworkDead,
  stuckClientCutOff,
  stuckNoBackup,
  stuckTransferUnfinished,
  duplicateWrite,
  noOneAnswersYet,
  decidedOnce,
]
