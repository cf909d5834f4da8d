import type { Scenario } from '../../scenario.ts'
import { clientsAtOnce } from './clients-at-once.ts'
import { forwardLost } from './forward-lost.ts'
import { forwardsReordered } from './forwards-reordered.ts'
import { newThenOld } from './new-then-old.ts'
import { retriedWrite } from './retried-write.ts'
import { stuckReplicaDead } from './stuck-replica-dead.ts'

/** Stories about servers that execute the same operations, in the order of the lecture. */
export const stateMachineReplicationScenarios: readonly Scenario[] = [
  clientsAtOnce,
  newThenOld,
  forwardLost,
  forwardsReordered,
  retriedWrite,
  stuckReplicaDead,
]
