import type { Address } from '../../../port/index.ts'
import type { Occasion } from '../../../schedule/index.ts'
import type { Scenario } from '../../scenario.ts'
import {
  acknowledged,
  append,
  finished,
  get,
  inTurn,
  isolate,
  pair,
  pairReady,
  planOf,
  told,
} from './script.ts'

/** A view of both servers, and the moment when its primary was heard to have entered it. */
interface Turn {
  readonly number: number
  readonly primary: Address
  readonly backup: Address
  readonly ready: Occasion
}

/** In each turn c1 writes, and then the primary is cut off until the other is told that it has taken over. */
function nextTurn({ number, primary, backup, ready }: Turn): Turn {
  const takenOver = told(backup, { number: number + 1, primary: backup })
  return {
    number: number + 2,
    primary: backup,
    backup: primary,
    ready: inTurn(ready, finished('c1'), takenOver, acknowledged(number + 2, backup)),
  }
}

const first: Turn = { number: 2, primary: 's1', backup: 's2', ready: inTurn(pairReady) }
/** Up to view 12: as texts, numbers of two digits come before smaller ones. */
const turns: readonly Turn[] = [1, 2, 3, 4, 5].reduce<readonly Turn[]>(
  (before) => [...before, nextTurn(before.at(-1) ?? first)],
  [first],
)
const last = turns.at(-1) ?? first

export const manyViews: Scenario = {
  name: 'many-views',
  title: 'Two servers take turns, until there is a twelfth view',
  slide: '12–15, 17',
  rule: 'Views are numbered without an end, and the greater number is the newer view.',
  lab: 'primary-backup',
  story:
    'Whenever c1 has written, the primary is cut off until the backup has taken over; then it comes back as the backup, and ' +
    'is given the state. So it goes on up to view 12, where c1 reads all that it has written.',
  plan: planOf({
    clients: ['c1'],
    faults: [
      ...pair,
      ...turns
        .slice(0, -1)
        .map(({ number, primary, backup, ready }) =>
          isolate(primary, inTurn(ready, finished('c1')), told(backup, { number: number + 1 })),
        ),
    ],
    operations: [
      ...turns.map(({ number, ready }) => append('c1', `v${number} `, ready)),
      get('c1', inTurn(last.ready, finished('c1'))),
    ],
    overAt: inTurn(last.ready, finished('c1'), finished('c1')),
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'read answered', 'failover', 'state transfer'],
    occasions: Object.fromEntries(
      turns.map(({ number, ready }) => [`view ${number}, with a primary that has entered it`, ready]),
    ),
  },
}
