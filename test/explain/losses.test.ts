import { describe, expect, test } from 'vitest'
import { diagnose } from '../../src/labs/primary-backup/diagnosis.ts'
import type { Diagnosis, Effect, Entry } from '../../src/trace/index.ts'
import {
  deliver,
  executed,
  finished,
  get,
  invoke,
  ping,
  put,
  reply,
  request,
  sent,
  timer,
  traceOf,
  viewReply,
} from './story.ts'

/* Solutions that we have never seen: their servers give the state with `Install` and say `Installed`. */
const install = (n: number) => ({ kind: 'Install', n })
const installed = (n: number) => ({ kind: 'Installed', n })
const taken = (writes: number): Effect => ({ kind: 'snapshot-taken', node: 's1', writes })
const restored = (writes: number): Effect => ({ kind: 'snapshot-restored', node: 's2', writes })

const view1 = viewReply(1, 's1', 's2')
const view2 = viewReply(2, 's1', null)
const view3 = viewReply(3, 's1', 's2')
const view4 = viewReply(4, 's2', null)

/** The step in which the promise is broken is the last one. */
function diagnosisOf(entries: readonly Entry[]): Diagnosis | null {
  return diagnose(traceOf(entries, { clients: ['c1', 'c2'] }), 'linearizable', {
    kind: 'violated',
    because: 'we say so',
    signature: 'not-linearizable',
    entries: [entries.length - 1],
  })
}

/** s2 is given the state in view 1, taken for dead, alone is s1 in view 2, and s2 is its backup again in view 3. */
const backAgain: readonly Entry[] = [
  deliver('s1', 'vs', ping(0), sent('vs', 's1', view1), sent('vs', 's2', view1)),
  deliver('vs', 's1', view1, taken(0), sent('s1', 's2', install(1))),
  deliver('vs', 's2', view1),
  deliver('s1', 's2', install(1), restored(0), sent('s2', 's1', installed(1))),
  deliver('s2', 's1', installed(1), sent('s1', 'vs', ping(1))),
  deliver('s1', 'vs', ping(1)),
  timer('vs', 'check', sent('vs', 's1', view2)),
  deliver('vs', 's1', view2, sent('s1', 'vs', ping(2))),
  deliver('s1', 'vs', ping(2)),
  deliver('s2', 'vs', ping(0), sent('vs', 's1', view3), sent('vs', 's2', view3)),
]

/** s2, promoted, answers a read from what it has. */
const promoted: readonly Entry[] = [
  timer('vs', 'check', sent('vs', 's2', view4)),
  deliver('vs', 's2', view4),
  invoke('c1', get, sent('c1', 's2', request('c1', 2, 4, get))),
  deliver(
    'c1',
    's2',
    request('c1', 2, 4, get),
    executed('s2', get, null),
    sent('s2', 'c1', reply('c1', 2, 4, null)),
  ),
  deliver('s2', 'c1', reply('c1', 2, 4, null), finished('c1', null)),
]

describe('a backup that was one before', () => {
  const asked = invoke('c1', put, sent('c1', 's1', request('c1', 1, 2, put)))
  const answered = deliver(
    'c1',
    's1',
    request('c1', 1, 2, put),
    executed('s1', put, 'ok'),
    sent('s1', 'c1', reply('c1', 1, 2, 'ok')),
  )
  const returned = deliver('s1', 'c1', reply('c1', 1, 2, 'ok'), finished('c1', 'ok'))
  const written = [...backAgain, asked, answered, returned]
  const gives = deliver('vs', 's1', view3, taken(1), sent('s1', 's2', install(3)))
  const acknowledged = deliver('s1', 'vs', ping(3))

  test('is not given the state: an old acknowledgement is taken for the one of the new transfer, which was lost', () => {
    const old = deliver('s2', 's1', installed(1), sent('s1', 'vs', ping(3)))
    const before = [...written, gives, old]
    const diagnosis = diagnosisOf([...before, acknowledged, ...promoted])
    expect(diagnosis).toMatchObject({ rule: 'rule-1', at: before.length })
    expect(diagnosis?.sentence).toBe(
      's1 acknowledged view 3 (s1, s2) before anything that it sent in it had reached s2 (the last that it had heard ' +
        'from s2 is an Installed sent before view 3): s2 was not given the state again, and serves without c1#1 (put x a), ' +
        'which s1 had answered',
    )
  })

  test('is not given the state again: the transfer is lost, and the view is acknowledged at once', () => {
    const atOnce = [taken(1), sent('s1', 's2', install(3)), sent('s1', 'vs', ping(3))]
    const before = [...written, deliver('vs', 's1', view3, ...atOnce)]
    const diagnosis = diagnosisOf([...before, acknowledged, ...promoted])
    expect(diagnosis).toMatchObject({ rule: 'rule-1', at: before.length })
    expect(diagnosis?.sentence).not.toContain('heard')
  })

  test('is sent nothing at all', () => {
    const before = [...written, deliver('vs', 's1', view3, sent('s1', 'vs', ping(3)))]
    const diagnosis = diagnosisOf([...before, acknowledged, ...promoted])
    expect(diagnosis).toMatchObject({ rule: 'rule-5', at: before.length })
    expect(diagnosis?.sentence).toContain('without having sent s2 anything in it')
  })

  test('says that it has the state, and kept its old one', () => {
    const ignores = deliver('s1', 's2', install(3), sent('s2', 's1', installed(3)))
    const hears = deliver('s2', 's1', installed(3), sent('s1', 'vs', ping(3)))
    const before = [...written, gives, ignores, hears]
    const diagnosis = diagnosisOf([...before, acknowledged, ...promoted])
    expect(diagnosis).toMatchObject({ rule: 'rule-5', at: before.length })
    expect(diagnosis?.sentence).toContain('has restored no state since')
  })

  test('has the state: nothing is wrong', () => {
    const installs = deliver('s1', 's2', install(3), restored(1), sent('s2', 's1', installed(3)))
    const hears = deliver('s2', 's1', installed(3), sent('s1', 'vs', ping(3)))
    expect(diagnosisOf([...written, gives, installs, hears, acknowledged, ...promoted])).toBeNull()
  })
})

describe('what a backup had executed before it was given the state', () => {
  const forward = (n: number) => ({ kind: 'Entries', n })
  const asked = invoke('c1', put, sent('c1', 's1', request('c1', 1, 2, put)))
  const forwards = deliver('c1', 's1', request('c1', 1, 2, put), sent('s1', 's2', forward(1)))
  const learns1 = deliver('vs', 's1', view3, taken(0), sent('s1', 's2', install(3)))
  const learns2 = deliver('vs', 's2', view3)
  const answers = deliver(
    's2',
    's1',
    installed(3),
    executed('s1', put, 'ok'),
    sent('s1', 'c1', reply('c1', 1, 3, 'ok')),
    sent('s1', 'vs', ping(3)),
  )
  const returned = deliver('s1', 'c1', reply('c1', 1, 3, 'ok'), finished('c1', 'ok'))
  const acknowledged = deliver('s1', 'vs', ping(3))
  const executes = deliver('s1', 's2', forward(1), executed('s2', put, 'ok'), sent('s2', 's1', installed(0)))
  const installs = deliver('s1', 's2', install(3), restored(0), sent('s2', 's1', installed(3)))
  const end = [answers, returned, acknowledged, ...promoted]

  test('is undone by it, and counted all the same', () => {
    const before = [...backAgain, asked, forwards, learns1, executes, learns2]
    const diagnosis = diagnosisOf([...before, installs, ...end])
    expect(diagnosis).toMatchObject({ rule: 'rule-2', at: before.length })
    expect(diagnosis?.sentence).toBe(
      's2 let s1 believe that it had accepted c1#1 (put x a): it had executed it before, but the state that it restored ' +
        'in view 3 does not have it, and it did not execute it again',
    )
  })

  test('is undone by it, and the acceptance of before it counts', () => {
    const before = [...backAgain, asked, forwards, learns1]
    const accepted = deliver('s2', 's1', installed(0), sent('s1', 'vs', ping(3)))
    const counts = [...before, executes, learns2, installs, accepted]
    const answered = deliver(
      'c1',
      's1',
      request('c1', 1, 2, put),
      executed('s1', put, 'ok'),
      sent('s1', 'c1', reply('c1', 1, 3, 'ok')),
    )
    const diagnosis = diagnosisOf([...counts, answered, returned, acknowledged, ...promoted])
    expect(diagnosis).toMatchObject({ rule: 'rule-5', at: before.length })
    expect(diagnosis?.sentence).toMatch(
      /^s2 took s1's Entries for c1#1 \(put x a\) before it had the state, and/,
    )
  })

  test('is not said to be executed never where it is counted twice', () => {
    const twice = [
      learns1,
      learns2,
      installs,
      asked,
      forwards,
      executes,
      deliver('s2', 's1', installed(0), executed('s1', put, 'ok'), sent('s1', 'c1', reply('c1', 1, 3, 'ok'))),
      returned,
    ]
    const again = [
      invoke('c2', put, sent('c2', 's1', request('c2', 1, 3, put))),
      deliver('c2', 's1', request('c2', 1, 3, put), sent('s1', 's2', forward(2))),
      deliver('s1', 's2', forward(2), sent('s2', 's1', installed(4))),
      deliver(
        's2',
        's1',
        installed(4),
        executed('s1', put, 'ok', 2),
        sent('s1', 'c2', reply('c2', 1, 3, 'ok')),
        sent('s1', 'vs', ping(3)),
      ),
      deliver('s1', 'c2', reply('c2', 1, 3, 'ok'), finished('c2', 'ok')),
    ]
    const diagnosis = diagnosisOf([...backAgain, ...twice, ...again, acknowledged, ...promoted])
    expect(diagnosis?.sentence).toBe(
      's2 serves without c1#1 (put x a), which s1 had answered: its state has it less often than it was answered',
    )
  })

  test('is answered out of a table that was kept', () => {
    const asksAgain = invoke('c1', get)
    const repeated = deliver('c1', 's2', request('c1', 1, 4, put), sent('s2', 'c1', reply('c1', 1, 4, 'ok')))
    const finishes = deliver('s2', 'c1', reply('c1', 1, 4, 'ok'), finished('c1', 'ok'))
    const acks = deliver('s2', 's1', installed(3), sent('s1', 'vs', ping(3)))
    const before = [...backAgain, asked, forwards, learns1, executes, learns2, installs, acks, acknowledged]
    const moves = promoted.slice(0, 2)
    const diagnosis = diagnosisOf([...before, ...moves, repeated, finishes, asksAgain])
    expect(diagnosis).toMatchObject({ rule: 'rule-7', at: before.length + moves.length })
    expect(diagnosis?.sentence).toBe(
      's2 answered c1#1 (put x a) as something already done, but its state does not have it: s2 had executed it, and ' +
        'then restored a state without it',
    )
  })
})

test('a server that executed a write once and answered it for two calls is not said to have done nothing', () => {
  const ask = (client: string) => request(client, 1, 1, put)
  const answer = (client: string) => reply(client, 1, 1, 'ok')
  const alone = viewReply(1, 's1', null)
  const diagnosis = diagnosisOf([
    deliver('s1', 'vs', ping(0), sent('vs', 's1', alone)),
    deliver('vs', 's1', alone, sent('s1', 'vs', ping(1))),
    invoke('c1', put, sent('c1', 's1', ask('c1'))),
    invoke('c2', put, sent('c2', 's1', ask('c2'))),
    deliver('c1', 's1', ask('c1'), executed('s1', put, 'ok'), sent('s1', 'c1', answer('c1'))),
    deliver('c2', 's1', ask('c2'), sent('s1', 'c2', answer('c2'))),
    deliver('s1', 'c1', answer('c1'), finished('c1', 'ok')),
    deliver('s1', 'c2', answer('c2'), finished('c2', 'ok')),
  ])
  expect(diagnosis).toMatchObject({ rule: 'at-most-once', at: 5 })
  expect(diagnosis?.sentence).toBe(
    's1 answered c2#1 (put x a), but has executed too little for that: of 2 such calls that it answered its state has 1',
  )
})

test('what was executed for an earlier call of the same content was not executed since', () => {
  const ask = (sequence: number) => request('c1', sequence, 1, put)
  const answer = (sequence: number) => reply('c1', sequence, 1, 'ok')
  const alone = viewReply(1, 's1', null)
  const diagnosis = diagnosisOf([
    deliver('s1', 'vs', ping(0), sent('vs', 's1', alone)),
    deliver('vs', 's1', alone, sent('s1', 'vs', ping(1))),
    invoke('c1', put, sent('c1', 's1', ask(1))),
    deliver('c1', 's1', ask(1), executed('s1', put, 'ok'), sent('s1', 'c1', answer(1))),
    deliver('s1', 'c1', answer(1), finished('c1', 'ok')),
    invoke('c1', put, sent('c1', 's1', ask(2))),
    deliver('c1', 's1', ask(2), sent('s1', 'c1', answer(2))),
    deliver('s1', 'c1', answer(2), finished('c1', 'ok')),
  ])
  expect(diagnosis).toMatchObject({ rule: 'at-most-once', at: 6 })
  expect(diagnosis?.sentence).toBe(
    's1 answered c1#2 (put x a), but nobody had executed it since c1 called it',
  )
})
