import type { StateMachineReplication } from '../../../src/labs/state-machine-replication/index.ts'
import reference from '../../../src/reference/state-machine-replication/index.ts'
import chain from './chain.ts'
import logShipping from './log-shipping.ts'
import tickets from './tickets.ts'
import writeAhead from './write-ahead.ts'

/** Right answers to the lab that have little in common but the contract: nothing may be found in them. */
export const stateMachineReplicationSolutions: Readonly<Record<string, StateMachineReplication>> = {
  reference,
  chain,
  'log-shipping': logShipping,
  tickets,
  'write-ahead': writeAhead,
}
