import { propertyItem, scenarioItem, type Rubric } from '../rubric.ts'

/** What the replicated-vm lab is graded by, 100 points. */
export const replicatedVmRubric: Rubric = {
  lab: 'replicated-vm',
  items: [
    scenarioItem('vm-interrupt-replay', 8, 'An interrupt hits the backup at the same instruction'),
    scenarioItem('vm-output-commit', 8, 'The primary dies before it has released an output'),
    scenarioItem('vm-output-repeated', 5, 'Outputs are repeated after a failover'),
    scenarioItem('vm-log-entry-lost', 7, 'A piece of the log is lost'),
    scenarioItem('vm-backup-dies', 7, 'The primary goes on alone'),
    scenarioItem('vm-split-brain', 8, 'Each takes the other for dead'),
    scenarioItem('vm-both-fail', 5, 'A backup that was left behind stays halted'),
    propertyItem('same-state', 12, 'Replicas in the same state at the same position of the log'),
    propertyItem('output-rule', 12, 'No output before its acknowledgement'),
    propertyItem('one-machine', 10, 'The outputs of one machine'),
    propertyItem('one-live', 6, 'One live machine'),
    propertyItem('linearizable', 6, 'Linearizable on every schedule tried'),
    propertyItem('progress', 4, 'Every call is answered once the storm is over'),
    propertyItem('well-behaved', 2, 'Handlers keep to the port'),
  ],
}
