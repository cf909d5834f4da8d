import type { Out } from '../labs/primary-backup/index.ts'
import hotStandby, { ViewServer } from '../reference/hot-standby/index.ts'
import replicatedVm from '../reference/replicated-vm/index.ts'
import singleServer from '../reference/single-server/index.ts'
import stateMachineReplication from '../reference/state-machine-replication/index.ts'

/** Other timings than the contract's are no mistake: it has patience with servers that ping more seldom than the reference's. */
class PatientViewServer extends ViewServer {
  override start(out: Out): void {
    out.setTimer('check', patientCheckMs)
  }

  override timer(name: string, out: Out): void {
    super.timer(name, out)
    out.setTimer('check', patientCheckMs)
  }
}

const patientCheckMs = 250

/** By lab, a right solution. */
export const rightSolutions: Readonly<Record<string, object>> = {
  'single-server': singleServer,
  'state-machine-replication': stateMachineReplication,
  'primary-backup': hotStandby,
  'replicated-vm': replicatedVm,
}

/** By lab, the right solution beside whose other parts one part of a student's is examined. */
export const references: Readonly<Record<string, object>> = {
  'single-server': singleServer,
  'state-machine-replication': stateMachineReplication,
  'primary-backup': { ...hotStandby, viewServer: PatientViewServer },
}
