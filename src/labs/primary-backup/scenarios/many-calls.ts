import type { Scenario } from '../../scenario.ts'
import { append, crash, finished, get, inTurn, join, pairReady, planOf, told } from './script.ts'

const ofEach = 20
const values = (letter: string) => Array.from({ length: ofEach }, (_value, i) => `${letter}${i + 1}.`)

const alone = told('s1', { primary: 's1' })
const written = inTurn(alone, { ...finished('c1'), nth: ofEach }, finished('c1'))
const ready = inTurn(written, pairReady)
const takenOver = inTurn(ready, told('s2', { primary: 's2' }))

export const manyCalls: Scenario = {
  name: 'many-calls',
  title: 'Forty writes, and only then a backup',
  slide: '12, 36, 40',
  rule: 'A state transfer carries everything, however much has happened, before the view is acknowledged.',
  lab: 'primary-backup',
  story:
    'A (s1) is alone while two clients write twenty times each. B (s2) joins and is given the state. The moment A says that ' +
    'B has it, A dies. c1 and c2 go on with B, and read all that was written.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: [join('s2', written), crash('s1', ready)],
    operations: [
      ...values('a').map((value) => append('c1', value, alone)),
      ...values('b').map((value) => append('c2', value, alone)),
      get('c1', alone),
      get('c1', takenOver),
      append('c2', 'z', takenOver),
    ],
    overAt: inTurn(takenOver, finished('c1')),
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'read answered', 'failover'],
    occasions: { 'B has the state': ready, 'B takes over': takenOver },
  },
}
