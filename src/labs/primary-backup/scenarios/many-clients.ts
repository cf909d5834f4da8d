import type { Scenario } from '../../scenario.ts'
import {
  append,
  crash,
  cutOneWay,
  finished,
  get,
  inTurn,
  once,
  pairAndIdle,
  pairReady,
  planOf,
  replySent,
  told,
} from './script.ts'

const others = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((number) => `c${number}`)
const letters = 'bcdefghijkl'

/** How often each of them writes. */
const ofEach = 3

const executed = inTurn(pairReady, replySent('s1', 'c1'))
const allExecuted = inTurn(executed, { ...once({ on: 'executed', node: 's1' }), nth: others.length * ofEach })
const takenOver = inTurn(allExecuted, told('s2', { primary: 's2' }))
const answered = inTurn(takenOver, finished('c1'))

export const manyClients: Scenario = {
  name: 'many-clients',
  title: 'Eleven others write while one waits for its answer',
  slide: '28, 40–41',
  rule: 'What is sent again is executed once, however many clients there are, and however often they have called.',
  lab: 'primary-backup',
  story:
    'A (s1) executes a write of c1, and no reply of A reaches c1. Eleven other clients write three times each, and A dies. c1 still asks: B ' +
    '(s2) knows that the write was executed, and answers with its old result. Then c1 calls eleven times more.',
  plan: planOf({
    clients: ['c1', ...others],
    faults: [...pairAndIdle, cutOneWay('s1', 'c1', pairReady, null), crash('s1', allExecuted)],
    operations: [
      append('c1', 'a.', pairReady),
      ...others.flatMap((client, i) =>
        Array.from({ length: ofEach }, (_call, call) =>
          append(client, `${letters.charAt(i)}${call + 1}.`, executed),
        ),
      ),
      ...letters.split('').map((letter) => append('c1', `${letter.toUpperCase()}.`, answered)),
      get('c2', inTurn(answered, { ...finished('c1'), nth: letters.length })),
    ],
    overAt: inTurn(answered, { ...finished('c1'), nth: letters.length }, finished('c2')),
  }),
  expects: {
    kind: 'survives',
    marks: ['write acknowledged', 'read answered', 'failover', 'retry after failover'],
    occasions: {
      'A has executed the writes of the others': allExecuted,
      'B takes over': takenOver,
      'c1 has its answer': answered,
      'c2 has read': inTurn(answered, { ...finished('c1'), nth: letters.length }, finished('c2')),
    },
  },
}
