import { labs } from './index.ts'
import type { Scenario } from './scenario.ts'

/** All scenarios of all labs, in the order of the lecture. */
export const scenarios: readonly Scenario[] = Object.values(labs).flatMap((lab) => lab.scenarios)
