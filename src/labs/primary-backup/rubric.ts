import { propertyItem, scenarioItem, type Rubric, type RubricItem } from '../rubric.ts'
import { viewServer } from './lenses.ts'

/** The view service alone: the student's, beside reference servers and clients. 30 points. */
const viewServerItems: readonly RubricItem[] = [
  scenarioItem('startup-view', 1, 'There is no primary before any server has pinged'),
  scenarioItem('first-primary', 2, 'The first server that pings is the primary of view 1'),
  scenarioItem('first-backup', 2, 'The second server becomes the backup'),
  scenarioItem('backup-pings-first', 2, 'It does so, too, when it pings before the first acknowledgement'),
  scenarioItem('takeover', 2, 'The backup takes over from a dead primary'),
  scenarioItem('two-silent-checks', 2, 'It does so after two silent checks'),
  scenarioItem('old-primary-returns', 2, 'An old primary that comes back becomes the backup'),
  scenarioItem('idle-promoted', 2, 'At a takeover the idle server becomes the backup, in one step'),
  named(
    'one-after-the-other',
    scenarioItem('repeated-crashes', 1, 'It does so again and again, and knows all who join'),
  ),
  scenarioItem('waits-for-ack', 2, 'The view server waits for the acknowledgement'),
  scenarioItem('stuck-transfer-unfinished', 1, 'A backup that was not acknowledged is not promoted'),
  scenarioItem('dead-backup-removed', 1, 'A dead backup is removed'),
  scenarioItem('dead-backup-replaced', 1, 'A dead backup is replaced by an idle server'),
  scenarioItem('uninitialised-not-promoted', 2, 'A server without the state is never made primary'),
  scenarioItem('dead-idle-not-promoted', 1, 'A dead idle server is never made backup'),
  scenarioItem('same-members-same-view', 2, 'There is no new number without a change'),
  scenarioItem('clients-are-no-servers', 1, 'A client is never given a role'),
  short('views-keep-the-contract', 'view-service', 2, 'The view service keeps its contract'),
  short('views-with-one-primary', 'single-primary', 1, 'The next primary comes from the former view'),
]

/** The servers alone, beside the reference's view server and clients. 46 points. */
const serverItems: readonly RubricItem[] = [
  scenarioItem('basic-service', 1, 'Clients see one store'),
  scenarioItem('one-server', 1, 'A primary without a backup serves'),
  scenarioItem('failover', 2, 'The backup takes over, and an idle server becomes the backup'),
  scenarioItem('all-servers-dead', 1, 'When all servers are dead, nobody makes up an answer'),
  scenarioItem('at-most-once-under-loss', 2, 'What is sent again is executed once'),
  scenarioItem('concurrent-with-failover', 2, 'Puts and appends at the same time survive the primary'),
  scenarioItem('repeated-crashes', 2, 'Nothing is lost when one primary after the other dies'),
  scenarioItem('repeated-crashes-with-loss', 1, 'Nor when messages are lost besides'),
  scenarioItem('many-views', 1, 'There may be any number of views'),
  scenarioItem('many-clients', 1, 'And any number of clients'),
  scenarioItem('many-calls', 1, 'However much was written, a new backup is given it'),
  scenarioItem('long-silence', 1, 'However long a link is down, it goes on'),
  scenarioItem('split-brain', 2, 'A primary that is cut off and was replaced does no harm'),
  scenarioItem('stale-read', 2, 'It reads nothing old'),
  scenarioItem('incomplete-state', 1, 'A server without the state is never promoted'),
  scenarioItem('missing-writes', 2, 'An acknowledged write survives the primary'),
  scenarioItem('partially-split-brain', 1, 'A forward that comes after the promotion is refused'),
  scenarioItem('old-messages', 1, 'Messages of an old view are refused'),
  scenarioItem('outdated-client', 1, 'A client of an old view is served rightly'),
  scenarioItem('old-client-message', 1, 'An old request does no harm'),
  scenarioItem('op-during-transfer', 2, 'A call is wholly before or wholly after the transfer'),
  scenarioItem('duplicate-write', 2, 'A retried write is executed once, whatever fails'),
  scenarioItem('no-one-answers-yet', 1, 'No one answers before the new view is known'),
  propertyItem('linearizable', 4, 'Linearizable on every schedule tried'),
  propertyItem('no-duplicate-writes', 3, 'No write twice'),
  propertyItem('progress', 2, 'Every call is answered once the storm is over'),
  propertyItem('single-primary', 1, 'One primary answers in each view'),
  propertyItem('well-behaved', 1, 'Handlers keep to the port'),
  costItem('server-requests', 1, 'Servers do not ask the view server at every call'),
  smallScope('small-scope', 2, 'Everything that can happen with two servers and one call'),
]

/** The clients alone, beside the reference's view server and servers. 12 points. */
const clientItems: readonly RubricItem[] = [
  named('client-failover', scenarioItem('failover', 1, 'Clients find the new primary')),
  named('client-many-views', scenarioItem('many-views', 1, 'However often there is a new one')),
  named(
    'client-retries',
    scenarioItem('at-most-once-under-loss', 1, 'They send again, under the same number'),
  ),
  named('client-outdated', scenarioItem('outdated-client', 1, 'They learn of a new view')),
  named('client-long-silence', scenarioItem('long-silence', 1, 'They do not give up')),
  costItem('client-requests', 2, 'They do not ask the view server at every call'),
  short('client-linearizable', 'linearizable', 2, 'They take the right answers, on every schedule tried'),
  short('client-progress', 'progress', 2, 'They get their answers once the storm is over'),
  short('client-well-behaved', 'well-behaved', 1, 'Their handlers keep to the port'),
]

/** All of it, as one system. 12 points, of which each part at fault costs a third. */
const togetherItems: readonly RubricItem[] = [
  named('together', scenarioItem('basic-service', 3, 'All parts make one service')),
  short('together-linearizable', 'linearizable', 3, 'Linearizable on every schedule tried'),
  short('together-progress', 'progress', 3, 'Every call is answered once the storm is over'),
  short('together-no-duplicate-writes', 'no-duplicate-writes', 3, 'No write twice'),
  scenarioItem(
    'promotion-replays-log',
    0,
    'Without points: a log is executed before the promoted server answers',
  ),
  scenarioItem('log-and-snapshot', 0, 'Without points: a log and a snapshot do not overlap'),
  scenarioItem('decided-once', 0, 'Without points: what time it is, is decided once'),
]

/**
 * What the primary-backup lab is graded by, 100 points: part 1, the view service, and part 2, servers and clients, each part
 * beside the reference's others; then all together. Three stories are played and told without points: what they are about
 * is asked only of those who keep a log, or replicate a service whose outcomes must be decided.
 */
export const primaryBackupRubric: Rubric = {
  lab: 'primary-backup',
  items: [
    ...viewServerItems.map((item) => ({ ...item, part: 'viewServer' })),
    ...serverItems.map((item) => ({ ...item, part: 'server' })),
    ...clientItems.map((item) => ({ ...item, part: 'client' })),
    ...togetherItems,
  ],
}

function named(id: string, item: RubricItem): RubricItem {
  return { ...item, id }
}

/** A hunt for parts that have few ways to be wrong. */
function short(id: string, name: string, points: number, title: string): RubricItem {
  return { id, title, points, check: { kind: 'property', name, schedules: 1_000 } }
}

function costItem(id: string, points: number, title: string): RubricItem {
  return { id, title, points, check: { kind: 'cost', to: viewServer, perCall: 0.5 } }
}

/** Some right servers count what never ends: of those, all runs that are long enough for a mistake are tried. */
function smallScope(id: string, points: number, title: string): RubricItem {
  const scope = { servers: 2, clients: 1, ops: 1, views: 2 } as const
  return { id, title, points, check: { kind: 'certificate', ...scope, states: 200_000, steps: 24 } }
}
