import { propertyItem, type Rubric } from '../rubric.ts'

/** What the single-server lab is graded by, 20 points. */
export const singleServerRubric: Rubric = {
  lab: 'single-server',
  items: [
    propertyItem('linearizable', 8, 'Linearizable on every schedule tried'),
    propertyItem('no-duplicate-writes', 6, 'No write twice'),
    propertyItem('progress', 4, 'Every call is answered once the storm is over'),
    propertyItem('well-behaved', 2, 'Handlers keep to the port'),
  ],
}
