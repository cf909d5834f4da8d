import type { Scenario } from '../../scenario.ts'
import { allServersDead } from './all-servers-dead.ts'
import { atMostOnceUnderLoss } from './at-most-once-under-loss.ts'
import { backupPingsFirst } from './backup-pings-first.ts'
import { basicService } from './basic-service.ts'
import { clientsAreNoServers } from './clients-are-no-servers.ts'
import { concurrentWithFailover } from './concurrent-with-failover.ts'
import { deadBackupRemoved } from './dead-backup-removed.ts'
import { deadBackupReplaced } from './dead-backup-replaced.ts'
import { deadIdleNotPromoted } from './dead-idle-not-promoted.ts'
import { decidedOnce } from './decided-once.ts'
import { duplicateWrite } from './duplicate-write.ts'
import { failover } from './failover.ts'
import { firstBackup } from './first-backup.ts'
import { firstPrimary } from './first-primary.ts'
import { idlePromoted } from './idle-promoted.ts'
import { incompleteState } from './incomplete-state.ts'
import { logAndSnapshot } from './log-and-snapshot.ts'
import { longSilence } from './long-silence.ts'
import { manyCalls } from './many-calls.ts'
import { manyClients } from './many-clients.ts'
import { manyViews } from './many-views.ts'
import { missingWrites } from './missing-writes.ts'
import { noOneAnswersYet } from './no-one-answers-yet.ts'
import { oldClientMessage } from './old-client-message.ts'
import { oldMessages } from './old-messages.ts'
import { oldPrimaryReturns } from './old-primary-returns.ts'
import { oneServer } from './one-server.ts'
import { opDuringTransfer } from './op-during-transfer.ts'
import { outdatedClient } from './outdated-client.ts'
import { partiallySplitBrain } from './partially-split-brain.ts'
import { promotionReplaysLog } from './promotion-replays-log.ts'
import { repeatedCrashesWithLoss } from './repeated-crashes-with-loss.ts'
import { repeatedCrashes } from './repeated-crashes.ts'
import { sameMembersSameView } from './same-members-same-view.ts'
import { splitBrain } from './split-brain.ts'
import { staleRead } from './stale-read.ts'
import { startupView } from './startup-view.ts'
import { stuckClientCutOff } from './stuck-client-cut-off.ts'
import { stuckNetworkDead } from './stuck-network-dead.ts'
import { stuckNoBackup } from './stuck-no-backup.ts'
import { stuckTransferUnfinished } from './stuck-transfer-unfinished.ts'
import { stuckViewServerDead } from './stuck-view-server-dead.ts'
import { takeover } from './takeover.ts'
import { twoSilentChecks } from './two-silent-checks.ts'
import { uninitialisedNotPromoted } from './uninitialised-not-promoted.ts'
import { waitsForAck } from './waits-for-ack.ts'

/**
 * What a view service and a service must do, then the lecture's stories about primary/backup, in its order, and one each
 * about the two mechanisms that it leaves to the reader: a cold standby, and a log in place of the state.
 */
export const primaryBackupScenarios: readonly Scenario[] = [
  // The view service by itself.
  startupView,
  firstPrimary,
  firstBackup,
  backupPingsFirst,
  takeover,
  twoSilentChecks,
  oldPrimaryReturns,
  idlePromoted,
  deadBackupRemoved,
  deadBackupReplaced,
  uninitialisedNotPromoted,
  deadIdleNotPromoted,
  sameMembersSameView,
  clientsAreNoServers,
  // The service, as its clients see it.
  basicService,
  oneServer,
  allServersDead,
  atMostOnceUnderLoss,
  concurrentWithFailover,
  repeatedCrashes,
  repeatedCrashesWithLoss,
  manyViews,
  manyClients,
  manyCalls,
  longSilence,
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
