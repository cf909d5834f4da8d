import type { Scenario } from '../../scenario.ts'
import {
  announced,
  append,
  crash,
  finished,
  heardOf,
  inTurn,
  later,
  pairAndIdle,
  pairReady,
  planOf,
} from './script.ts'

const die = inTurn(finished('c1'), heardOf('s1'), heardOf('s3'))

export const uninitialisedNotPromoted: Scenario = {
  name: 'uninitialised-not-promoted',
  title: 'Primary and backup die at once, and only an idle server is left',
  slide: '15, 23',
  rule: 'A server that was neither primary nor backup does not have the state, and is never made primary (rule 1).',
  lab: 'primary-backup',
  story: 'A (s1) and B (s2) die in the same moment. C (s3) is idle and empty. It may not become primary.',
  plan: planOf({
    clients: ['c1'],
    faults: [...pairAndIdle, crash('s1', die), crash('s2', die)],
    operations: [append('c1', 'a', pairReady)],
    overAt: later(die, 2_000),
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'backup added'],
    occasions: { 'A and B die': die, 'C is still there': inTurn(die, heardOf('s3')) },
    never: { 'C is primary': { came: announced({ primary: 's3' }), before: null } },
  },
  judgedBy: ['well-behaved'],
}
