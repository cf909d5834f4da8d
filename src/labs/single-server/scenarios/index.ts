import type { Scenario } from '../../scenario.ts'
import { lateDuplicate } from './late-duplicate.ts'
import { lostReply } from './lost-reply.ts'
import { singleNodeCrash } from './single-node-crash.ts'
import { twoClients } from './two-clients.ts'

/** Stories about a single server, in the order of the lecture. */
export const singleServerScenarios: readonly Scenario[] = [
  singleNodeCrash,
  lostReply,
  lateDuplicate,
  twoClients,
]
