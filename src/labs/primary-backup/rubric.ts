/** What the primary-backup lab is graded by, 100 points: see `Rubric` in `src/grade/rubric.ts`. */
export const primaryBackupRubric = {
  lab: 'primary-backup',
  items: [
    scenario('failover', 6, 'The backup takes over, and an idle server becomes the backup'),
    scenario('waits-for-ack', 4, 'The view service waits for the acknowledgement'),
    scenario('split-brain', 4, 'A primary that was replaced does no harm'),
    scenario('incomplete-state', 4, 'A server without the state is never promoted'),
    scenario('missing-writes', 4, 'An acknowledged write survives the primary'),
    scenario('stale-read', 4, 'A replaced primary reads nothing old'),
    scenario('partially-split-brain', 4, 'A forward that comes after the promotion is refused'),
    scenario('old-messages', 3, 'Messages of an old view are refused'),
    scenario('outdated-client', 3, 'A client of an old view is served rightly'),
    scenario('old-client-message', 3, 'An old request does no harm'),
    scenario('op-during-transfer', 4, 'A call is wholly before or wholly after the transfer'),
    scenario('duplicate-write', 4, 'A retried write is executed once, whatever fails'),
    scenario('no-one-answers-yet', 3, 'No one answers before the new view is known'),
    property('linearizable', 14, 'Linearizable on every schedule tried'),
    property('single-primary', 8, 'One primary in each view'),
    property('no-duplicate-writes', 8, 'No write twice'),
    property('view-service', 8, 'The view service keeps its contract'),
    property('progress', 8, 'Every call is answered once the storm is over'),
    property('well-behaved', 4, 'Handlers keep to the port'),
  ],
} as const

function scenario(name: string, points: number, title: string) {
  return { id: name, title, points, check: { kind: 'scenario', name } } as const
}

function property(name: string, points: number, title: string) {
  return { id: name, title, points, check: { kind: 'property', name } } as const
}
