import { propertyItem, scenarioItem, type Rubric } from '../rubric.ts'

/** What the single-server lab is graded by, 100 points. */
export const singleServerRubric: Rubric = {
  lab: 'single-server',
  items: [
    scenarioItem('lost-reply', 12, 'A lost message is sent again, and does no harm'),
    scenarioItem('late-duplicate', 12, 'An old request that comes late does no harm'),
    scenarioItem('two-clients', 12, 'Calls of two clients are told apart'),
    scenarioItem('single-node-crash', 4, 'When the server is dead, nobody makes up an answer'),
    propertyItem('linearizable', 20, 'Linearizable on every schedule tried'),
    propertyItem('no-duplicate-writes', 15, 'No write twice'),
    propertyItem('progress', 15, 'Every call is answered once the storm is over'),
    propertyItem('well-behaved', 10, 'Handlers keep to the port'),
  ],
}
