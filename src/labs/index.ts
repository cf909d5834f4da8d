import type { Lab } from './lab.ts'
import { primaryBackup } from './primary-backup/lab.ts'
import { replicatedVm } from './replicated-vm/lab.ts'
import { singleServer } from './single-server/lab.ts'
import { stateMachineReplication } from './state-machine-replication/lab.ts'

export type { Lab } from './lab.ts'
export type { Check, Rubric, RubricItem } from './rubric.ts'

/** All labs, by name, in the order of the lecture. */
export const labs: Readonly<Record<string, Lab>> = {
  [singleServer.name]: singleServer,
  [stateMachineReplication.name]: stateMachineReplication,
  [primaryBackup.name]: primaryBackup,
  [replicatedVm.name]: replicatedVm,
}
