import type { Scenario } from '../../scenario.ts'
import { crash, finished, get, heardOf, inTurn, pair, pairReady, planOf, putTime, told } from './script.ts'

const takenOver = told('s2', { primary: 's2' })

const plan = planOf({
  clients: ['c1', 'c2'],
  faults: [...pair, crash('s1', inTurn(finished('c1'), finished('c2'), heardOf('s1')))],
  operations: [putTime('c1', pairReady), get('c2', inTurn(finished('c1'))), get('c2', takenOver)],
  overAt: inTurn(takenOver, finished('c2')),
})

export const decidedOnce: Scenario = {
  name: 'decided-once',
  title: 'The time that was written is the time that is read, whoever is primary',
  slide: '9, 44',
  rule: 'What the input does not determine the primary decides once; the backup takes the decision over.',
  lab: 'primary-backup',
  story:
    'A client asks for the current time to be written. A (s1) looks at its clock, B (s2) has another one. The time is ' +
    'answered and read, A dies, B takes over: B must know the time that A saw, and not what its own clock said.',
  plan: { ...plan, setup: { ...plan.setup, service: 'non-deterministic' } },
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'read answered', 'failover'],
    occasions: { 'B is primary': takenOver, 'B answers': inTurn(takenOver, finished('c2')) },
  },
}
