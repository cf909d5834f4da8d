import { timing } from '../contract.ts'
import type { Scenario } from '../../scenario.ts'
import {
  announced,
  append,
  crash,
  finished,
  heardOf,
  inTurn,
  later,
  once,
  pair,
  pairReady,
  planOf,
  told,
  viewServer,
} from './script.ts'

const dies = inTurn(finished('c1'), heardOf('s1'))
const takenOver = inTurn(dies, announced({ primary: 's2' }))

/** What only a view server has that looks for silent servers as often as the contract's. */
const checked = (times: number) =>
  inTurn(dies, { ...once({ on: 'ticked', node: viewServer, everyMs: timing.checkEveryMs }), nth: times })
/** By then a view server that tells of a new view only when it is pinged has told of it. */
const nextPingMs = 60

export const twoSilentChecks: Scenario = {
  name: 'two-silent-checks',
  title: 'A primary is dead when it was silent for two checks: not before, and not much later',
  slide: '14',
  rule:
    `A server that was not heard of for ${timing.silentChecksMax} checks in a row is dead. Asked of those who check every ` +
    `${timing.checkEveryMs} ms, as the contract does; others may count otherwise.`,
  lab: 'primary-backup',
  story:
    'A (s1) dies right after a ping. B (s2) takes over when the view server has looked twice and not heard of A: at its ' +
    'second check, or at its third for who does not count the one that comes right after the ping.',
  plan: planOf({
    clients: ['c1'],
    faults: [...pair, crash('s1', dies)],
    operations: [append('c1', 'a', pairReady)],
    overAt: inTurn(dies, told('s2', { primary: 's2' })),
  }),
  expects: {
    kind: 'survives',
    marks: ['failover'],
    occasions: { 'A dies': dies, 'B is primary': takenOver },
    never: {
      'a takeover before the second check': { came: takenOver, before: checked(timing.silentChecksMax) },
      'no takeover after the third check': {
        came: later(checked(timing.silentChecksMax + 1), nextPingMs),
        before: takenOver,
      },
    },
  },
  judgedBy: ['well-behaved'],
}
