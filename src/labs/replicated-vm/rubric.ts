import { propertyItem, scenarioItem, type Rubric } from '../rubric.ts'

/** What the replicated-vm lab is graded by, 60 points. */
export const replicatedVmRubric: Rubric = {
  lab: 'replicated-vm',
  items: [
    scenarioItem('vm-interrupt-replay', 5, 'An interrupt hits the backup at the same instruction'),
    scenarioItem('vm-output-commit', 5, 'The primary dies before it has released an output'),
    scenarioItem('vm-output-repeated', 3, 'Outputs are repeated after a failover'),
    scenarioItem('vm-log-entry-lost', 4, 'A piece of the log is lost'),
    scenarioItem('vm-backup-dies', 4, 'The primary goes on alone'),
    scenarioItem('vm-split-brain', 5, 'Each takes the other for dead'),
    propertyItem('same-state', 8, 'Replicas in the same state at the same position of the log'),
    propertyItem('output-rule', 8, 'No output before its acknowledgement'),
    propertyItem('one-machine', 6, 'The outputs of one machine'),
    propertyItem('one-live', 4, 'One live machine'),
    propertyItem('linearizable', 4, 'Linearizable on every schedule tried'),
    propertyItem('progress', 3, 'Every call is answered once the storm is over'),
    propertyItem('well-behaved', 1, 'Handlers keep to the port'),
  ],
}
