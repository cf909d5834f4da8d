import { propertyItem, scenarioItem, type Rubric } from '../rubric.ts'

/** What the state-machine-replication lab is graded by, 100 points. */
export const stateMachineReplicationRubric: Rubric = {
  lab: 'state-machine-replication',
  items: [
    scenarioItem('forward-lost', 8, 'What is lost between servers is sent again'),
    scenarioItem('forwards-reordered', 8, 'What overtakes between servers changes no order'),
    scenarioItem('clients-at-once', 8, 'Calls at the same time have one order'),
    scenarioItem('new-then-old', 8, 'Nobody reads the past'),
    scenarioItem('retried-write', 6, 'A retried write is executed once, everywhere'),
    scenarioItem('stuck-replica-dead', 6, 'Nothing is promised that one server does not have'),
    propertyItem('linearizable', 14, 'Linearizable on every schedule tried'),
    propertyItem('replicas-agree', 12, 'The replicas execute the same writes in the same order'),
    propertyItem('all-before-reply', 12, 'A write is answered only when every server has it'),
    propertyItem('no-duplicate-writes', 6, 'No write twice'),
    propertyItem('progress', 8, 'Every call is answered once the storm is over'),
    propertyItem('well-behaved', 4, 'Handlers keep to the port'),
  ],
}
