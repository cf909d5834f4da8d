import hotStandby from '../reference/hot-standby/index.ts'
import singleServer from '../reference/single-server/index.ts'
import stateMachineReplication from '../reference/state-machine-replication/index.ts'

/** By lab, the right solution beside whose other parts one part of a student's is examined. */
export const references: Readonly<Record<string, object>> = {
  'single-server': singleServer,
  'state-machine-replication': stateMachineReplication,
  'primary-backup': hotStandby,
}
