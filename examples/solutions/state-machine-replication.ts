// Three servers that execute the same operations in the same order, and nobody to decide that one of them is dead.
import type { StateMachineReplication } from 'splitbrain/state-machine-replication'
import reference from '../../src/reference/state-machine-replication/index.ts'

export default reference satisfies StateMachineReplication
