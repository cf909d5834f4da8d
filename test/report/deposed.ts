import { explain, type Explanation } from '../../src/explain/index.ts'
import { primaryBackup } from '../../src/labs/primary-backup/lab.ts'
import {
  crash,
  deliver,
  executed,
  finished,
  get,
  invoke,
  join,
  ping,
  put,
  reply,
  request,
  sent,
  timer,
  traceOf,
  viewReply,
} from '../explain/story.ts'

const view1 = viewReply(1, 's1', 's2')
const view2 = viewReply(2, 's2', null)

/** The deposed primary s1 answers a read alone (slides 26–27), with a late and a lost message, a crash and a newcomer. */
export const deposed = traceOf(
  [
    { cause: { kind: 'start', node: 's1' }, atMs: null, effects: [sent('s1', 'vs', ping(0))] },
    deliver('s1', 'vs', ping(0), sent('vs', 's1', view1), sent('vs', 's2', view1)),
    deliver('vs', 's1', view1, sent('s1', 'vs', ping(1))),
    deliver('s1', 'vs', ping(1)),
    deliver('vs', 's2', view1),
    invoke('c1', put, sent('c1', 's1', request('c1', 1, 1, put)), sent('c1', 's2', request('c1', 1, 2, put))),
    timer('vs', 'check', sent('vs', 's2', view2), sent('vs', 's1', view2)),
    deliver('vs', 's2', view2),
    deliver(
      'c1',
      's2',
      request('c1', 1, 2, put),
      executed('s2', put, 'ok'),
      sent('s2', 'c1', reply('c1', 1, 2, 'ok')),
    ),
    deliver('s2', 'c1', reply('c1', 1, 2, 'ok'), finished('c1', 'ok')),
    join('s3', sent('s3', 'vs', ping(0))),
    crash('s2'),
    invoke('c2', get, sent('c2', 's1', request('c2', 1, 1, get))),
    deliver(
      'c2',
      's1',
      request('c2', 1, 1, get),
      executed('s1', get, null),
      sent('s1', 'c2', reply('c2', 1, 1, null)),
    ),
    deliver('s1', 'c2', reply('c2', 1, 1, null), finished('c2', null)),
  ],
  { clients: ['c1', 'c2', 'c3'] },
)

export const explanation: Explanation = explain({
  detail: 'full',
  trace: deposed,
  judgement: {
    name: 'linearizable',
    claim: 'clients see one state machine',
    source: 'slides 6–7',
  },
  violated: {
    kind: 'violated',
    because: 'c2 read null after "a" was written',
    signature: 'not-linearizable',
    entries: [5, 9, 12, 14],
  },
  lab: primaryBackup,
  placement: { placed: [0], unplaceable: 1, before: 1, expected: 'a' },
  replay: { file: 'deposed.json', solution: './my solution.ts' },
})
