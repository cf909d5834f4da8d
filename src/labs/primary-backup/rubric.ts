import { propertyItem, scenarioItem, type Rubric } from '../rubric.ts'

/**
 * What the primary-backup lab is graded by, 100 points. Three stories are played and told without points: what they are
 * about is asked only of those who keep a log, or replicate a service whose outcomes must be decided.
 */
export const primaryBackupRubric: Rubric = {
  lab: 'primary-backup',
  items: [
    scenarioItem('failover', 6, 'The backup takes over, and an idle server becomes the backup'),
    scenarioItem('waits-for-ack', 4, 'The view service waits for the acknowledgement'),
    scenarioItem('split-brain', 4, 'A primary that was replaced does no harm'),
    scenarioItem('incomplete-state', 4, 'A server without the state is never promoted'),
    scenarioItem('missing-writes', 4, 'An acknowledged write survives the primary'),
    scenarioItem('stale-read', 4, 'A replaced primary reads nothing old'),
    scenarioItem('partially-split-brain', 4, 'A forward that comes after the promotion is refused'),
    scenarioItem('old-messages', 3, 'Messages of an old view are refused'),
    scenarioItem('outdated-client', 3, 'A client of an old view is served rightly'),
    scenarioItem('old-client-message', 3, 'An old request does no harm'),
    scenarioItem('op-during-transfer', 4, 'A call is wholly before or wholly after the transfer'),
    scenarioItem('duplicate-write', 4, 'A retried write is executed once, whatever fails'),
    scenarioItem('no-one-answers-yet', 3, 'No one answers before the new view is known'),
    scenarioItem(
      'promotion-replays-log',
      0,
      'Without points: a log is executed before the promoted server answers',
    ),
    scenarioItem('log-and-snapshot', 0, 'Without points: a log and a snapshot do not overlap'),
    scenarioItem('decided-once', 0, 'Without points: what time it is, is decided once'),
    propertyItem('linearizable', 14, 'Linearizable on every schedule tried'),
    propertyItem('single-primary', 8, 'One primary in each view'),
    propertyItem('no-duplicate-writes', 8, 'No write twice'),
    propertyItem('view-service', 8, 'The view service keeps its contract'),
    propertyItem('progress', 8, 'Every call is answered once the storm is over'),
    propertyItem('well-behaved', 4, 'Handlers keep to the port'),
  ],
}
