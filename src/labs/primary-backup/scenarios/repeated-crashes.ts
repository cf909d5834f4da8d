import type { Scenario } from '../../scenario.ts'
import {
  append,
  crash,
  finished,
  get,
  heardOf,
  inTurn,
  join,
  pairAndIdle,
  pairReady,
  planOf,
  told,
} from './script.ts'

const firstDies = inTurn(finished('c1'), heardOf('s1'))
const second = inTurn(firstDies, told('s2', { primary: 's2', backup: 's3' }))
const secondDies = inTurn(second, finished('c1'), heardOf('s2'))
const third = inTurn(secondDies, told('s3', { primary: 's3', backup: 's4' }))
const thirdDies = inTurn(third, finished('c1'), heardOf('s3'))
const fourth = inTurn(thirdDies, told('s4', { primary: 's4' }))

export const repeatedCrashes: Scenario = {
  name: 'repeated-crashes',
  title: 'Three primaries die, one after the other',
  slide: '12, 36, 40',
  rule: 'Each new backup is given the whole state, and what at-most-once needs, before its primary answers (rules 5 and 7).',
  lab: 'primary-backup',
  story:
    'Each time a primary has answered a write it dies, its backup takes over, and another server joins. After three deaths c2 reads all that was written.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: [
      ...pairAndIdle,
      crash('s1', firstDies),
      join('s4', second),
      crash('s2', secondDies),
      crash('s3', thirdDies),
    ],
    operations: [
      append('c1', 'a', pairReady),
      append('c1', 'b', second),
      append('c1', 'c', third),
      append('c1', 'd', fourth),
      get('c2', inTurn(fourth, finished('c1'))),
    ],
    overAt: inTurn(fourth, finished('c1'), finished('c2')),
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'read answered', 'failover', 'state transfer'],
    occasions: { 'B takes over': second, 'C takes over': third, 'D takes over': fourth },
  },
}
