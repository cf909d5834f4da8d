import type { Mutant } from './mutant.ts'
import { primaryBackupMutants } from './primary-backup/index.ts'
import { replicatedVmMutants } from './replicated-vm/index.ts'
import { singleServerMutants } from './single-server/index.ts'
import { stateMachineReplicationMutants } from './state-machine-replication/index.ts'

/** The mutants of a lab, and what they replicate unless they say otherwise. */
export interface LabMutants {
  readonly lab: string
  readonly service: string
  readonly mutants: readonly Mutant[]
}

/** Wrong variants of the references, controls included: for each lab in the order of its catalogue of mistakes. */
export const mutants: readonly LabMutants[] = [
  { lab: 'single-server', service: 'key-value', mutants: singleServerMutants },
  { lab: 'state-machine-replication', service: 'key-value', mutants: stateMachineReplicationMutants },
  { lab: 'primary-backup', service: 'key-value', mutants: primaryBackupMutants },
  { lab: 'replicated-vm', service: 'virtual-machine', mutants: replicatedVmMutants },
]
