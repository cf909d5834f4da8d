import type { Scenario } from '../../scenario.ts'
import { failover } from './failover.ts'
import { missingWrites } from './missing-writes.ts'

/** The lecture's stories about primary/backup, in its order. */
export const primaryBackupScenarios: readonly Scenario[] = [failover, missingWrites]
