import type { Scenario } from '../../scenario.ts'
import {
  append,
  crash,
  finished,
  get,
  heardOf,
  inTurn,
  later,
  pair,
  pairReady,
  planOf,
  told,
} from './script.ts'

const firstDies = inTurn(finished('c1'), heardOf('s1'))
const takenOver = inTurn(firstDies, told('s2', { primary: 's2' }))
const allDead = inTurn(takenOver, finished('c1'), heardOf('s2'))

export const allServersDead: Scenario = {
  name: 'all-servers-dead',
  title: 'All servers are dead, and a client asks',
  slide: '4–5, 39',
  rule: 'Nobody makes up an answer.',
  lab: 'primary-backup',
  story:
    'A (s1) dies, B (s2) takes over, answers and dies, too. c1 asks: there is nobody to answer it, ever.',
  plan: planOf({
    clients: ['c1'],
    faults: [...pair, crash('s1', firstDies), crash('s2', allDead)],
    operations: [append('c1', 'a', pairReady), append('c1', 'b', takenOver), get('c1', allDead)],
    overAt: later(allDead, 2_000),
  }),
  expects: {
    kind: 'stuck',
    name: 'stuck-no-backup',
    marks: ['write acknowledged', 'failover'],
    occasions: { 'both are dead': allDead },
    never: { 'c1 is answered': { came: inTurn(allDead, finished('c1')), before: null } },
  },
}
