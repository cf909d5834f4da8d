/** What the single-server lab is graded by, 20 points: see `Rubric` in `src/grade/rubric.ts`. */
export const singleServerRubric = {
  lab: 'single-server',
  items: [
    property('linearizable', 8, 'Linearizable on every schedule tried'),
    property('no-duplicate-writes', 6, 'No write twice'),
    property('progress', 4, 'Every call is answered once the storm is over'),
    property('well-behaved', 2, 'Handlers keep to the port'),
  ],
} as const

function property(name: string, points: number, title: string) {
  return { id: name, title, points, check: { kind: 'property', name } } as const
}
