import type { Scenario } from '../../scenario.ts'
import { singleNodeCrash } from './single-node-crash.ts'

/** The lecture's stories about a single server. */
export const singleServerScenarios: readonly Scenario[] = [singleNodeCrash]
