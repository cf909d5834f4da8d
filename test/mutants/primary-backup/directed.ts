import {
  acknowledged,
  append,
  crash,
  cut,
  finished,
  get,
  heardOf,
  inTurn,
  join,
  later,
  pair,
  pairAndIdle,
  pairReady,
  planOf,
  split,
  told,
} from '../../../src/labs/primary-backup/scenarios/script.ts'
import type { Occasion } from '../../../src/schedule/index.ts'

/*
 * Runs for mistakes that random schedules find rarely and no scenario of the lecture shows. They name messages of the
 * reference, whose variants the mutants are. By the id of the mutant.
 */

const executedByS2: Occasion = { when: { on: 'executed', node: 's2' }, nth: 1, plusMs: 0 }
const allThere: Occasion = told('s3', { primary: 's1', backup: 's2' })

/** The acknowledgement of the old backup s2 arrives when the new backup s3 does not yet have the request. */
export const p10b = planOf({
  clients: ['c1', 'c2'],
  faults: [
    ...pairAndIdle,
    {
      kind: 'hold',
      message: { kind: 'ForwardAck', from: 's2', to: 's1', nth: 1 },
      until: { when: { on: 'sent', kind: 'Forward', from: 's1', to: 's3', with: null }, nth: 1, plusMs: 1 },
    },
    crash('s2', executedByS2),
    { kind: 'drop', message: { kind: 'Forward', from: 's1', to: 's3', nth: 1 } },
    crash('s1', finished('c1')),
  ],
  operations: [append('c1', 'a', allThere), get('c2', inTurn(finished('c1'), told('s3', { primary: 's3' })))],
  overAt: finished('c2'),
})

/** s2 is primary and its state is on the way to s3, when s1 forwards to it in the former view. */
const promoted = inTurn(finished('c1'), told('s2', { primary: 's2' }))
export const r7 = planOf({
  clients: ['c1', 'c2'],
  faults: [
    ...pairAndIdle,
    cut('s1', 'vs', finished('c1'), 'never'),
    { kind: 'delay', message: { kind: 'Transfer', from: 's2', to: 's3', nth: 1 }, byMs: 80 },
    crash('s2', acknowledged(3, 's2')),
  ],
  operations: [
    append('c1', 'a', allThere),
    append('c1', 'b', later(promoted, 10)),
    get('c2', told('s3', { primary: 's3' })),
  ],
  overAt: finished('c2'),
})

/** A forward overtakes the state. */
export const b4 = planOf({
  clients: ['c1', 'c2'],
  faults: [
    join('s2', finished('c1')),
    { kind: 'delay', message: { kind: 'Transfer', from: 's1', to: 's2', nth: 1 }, byMs: 80 },
    crash('s1', acknowledged(2, 's1')),
  ],
  operations: [
    append('c1', 'a', told('s1', { primary: 's1' })),
    append('c1', 'b', later(told('s1', { backup: 's2' }), 10)),
    get('c2', told('s2', { primary: 's2' })),
  ],
  overAt: finished('c2'),
})

/** What the view server said long ago reaches the deposed primary when the new one has answered a write. */
const ready = inTurn(finished('c1'), heardOf('s1'))
const succeeded = inTurn(ready, told('s2', { primary: 's2' }))
const written = inTurn(succeeded, finished('c2'))
const healed = later(written, 500)
export const p22 = planOf({
  clients: ['c1', 'c2'],
  faults: [
    ...pair,
    { kind: 'hold', message: { kind: 'ViewReply', from: 'vs', to: 's1', nth: 6 }, until: written },
    ...split(['s1', 'c1'], ['vs', 's2', 'c2'], ready, healed),
  ],
  operations: [append('c1', 'a', pairReady), append('c2', 'b', succeeded), get('c1', later(written, 30))],
  overAt: inTurn(written, finished('c1')),
})
