import { primaryBackupScenarios } from './primary-backup/scenarios/index.ts'
import type { Scenario } from './scenario.ts'
import { singleServerScenarios } from './single-server/scenarios/index.ts'

/** All scenarios of all labs, in the order of the lecture. */
export const scenarios: readonly Scenario[] = [...singleServerScenarios, ...primaryBackupScenarios]
