import type { Scenario } from '../../scenario.ts'
import {
  append,
  crash,
  finished,
  get,
  heardOf,
  inTurn,
  pairAndIdle,
  pairReady,
  planOf,
  told,
} from './script.ts'

const takenOver = told('s2', { primary: 's2', backup: 's3' })
const answeredByB = inTurn(takenOver, finished('c1'))

export const failover: Scenario = {
  name: 'failover',
  title: 'The backup takes over, and a third server becomes the new backup',
  slide: '12',
  rule:
    'The primary of view i+1 was primary or backup of view i (rule 1), and a new backup is given the ' +
    'whole state (rule 5).',
  lab: 'primary-backup',
  story:
    'A (s1) answers a write and dies. B (s2) takes over, and the idle C (s3) becomes its backup, which B ' +
    'has to initialise. When B has answered another write, it dies too: C must know both writes.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: [
      ...pairAndIdle,
      crash('s1', inTurn(finished('c1'), heardOf('s1'))),
      crash('s2', inTurn(answeredByB, heardOf('s2'))),
    ],
    operations: [
      append('c1', 'a', pairReady),
      append('c1', 'b', takenOver),
      get('c2', told('s3', { primary: 's3' })),
    ],
    overAt: inTurn(answeredByB, told('s3', { primary: 's3' }), finished('c2')),
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'read answered', 'failover', 'state transfer'],
    occasions: {
      'B is primary with C as its backup': takenOver,
      'B answers': answeredByB,
      'C answers': inTurn(answeredByB, told('s3', { primary: 's3' }), finished('c2')),
    },
  },
}
