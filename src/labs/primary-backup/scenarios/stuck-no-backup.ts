import type { Scenario } from '../../scenario.ts'
import {
  append,
  crash,
  finished,
  get,
  heardOf,
  inTurn,
  join,
  later,
  pair,
  pairReady,
  planOf,
  told,
} from './script.ts'

const ready = inTurn(finished('c1'), heardOf('s1'))
const alone = inTurn(ready, told('s1', { primary: 's1', backup: null }))
const dies = inTurn(alone, finished('c1'), heardOf('s1'))

export const stuckNoBackup: Scenario = {
  name: 'stuck-no-backup',
  title: 'A primary without a backup dies',
  slide: '39',
  rule: 'Nobody else has the state: a fresh server may not become primary (rule 1).',
  lab: 'primary-backup',
  story:
    'B (s2) dies, and A (s1) goes on alone and answers a write. Then A dies too. Later the fresh C (s3) ' +
    'joins. C may not become primary, since it would answer as if nothing had ever been written. c2 is ' +
    'never answered.',
  plan: planOf({
    clients: ['c1', 'c2'],
    faults: [...pair, crash('s2', ready), crash('s1', dies), join('s3', later(dies, 1_000))],
    operations: [append('c1', 'a', pairReady), append('c1', 'b', alone), get('c2', dies)],
    overAt: later(inTurn(dies, heardOf('s3')), 300),
  }),
  expects: {
    kind: 'stuck',
    name: 'stuck-no-backup',
    marks: ['write acknowledged', 'view formed'],
    occasions: { 'A has answered alone, and dies': dies, 'C is there': inTurn(dies, heardOf('s3')) },
  },
}
