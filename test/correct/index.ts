import { primaryBackupSolutions } from './primary-backup/index.ts'
import { replicatedVmSolutions } from './replicated-vm/index.ts'
import { singleServerSolutions } from './single-server/index.ts'
import { stateMachineReplicationSolutions } from './state-machine-replication/index.ts'

/** Correct solutions of a lab by name, the references among them, and the service that they replicate. */
export interface LabSolutions {
  readonly lab: string
  readonly service: string
  readonly solutions: Readonly<Record<string, object>>
}

/** What nothing may be found in. A lab may come twice, with another service. */
export const correct: readonly LabSolutions[] = [
  { lab: 'single-server', service: 'key-value', solutions: singleServerSolutions },
  { lab: 'state-machine-replication', service: 'key-value', solutions: stateMachineReplicationSolutions },
  { lab: 'primary-backup', service: 'key-value', solutions: primaryBackupSolutions },
  { lab: 'replicated-vm', service: 'virtual-machine', solutions: replicatedVmSolutions },
]
