import { describe, expect, test } from 'vitest'
import { diagnose } from '../../src/labs/primary-backup/diagnosis.ts'
import type { Diagnosis, Entry, Trace } from '../../src/trace/index.ts'
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

/** A solution that we have never seen: its servers say `Do` and `Ok`, and nothing else. */
const work = (n: number) => ({ kind: 'Do', n })
const ok = (n: number) => ({ kind: 'Ok', n })

const view1 = viewReply(1, 's1', 's2')
const view2 = viewReply(2, 's2', null)

/** View 1 is announced, and both of its members hear of it; s1 acknowledges it. */
const opening: readonly Entry[] = [
  deliver('s1', 'vs', ping(0), sent('vs', 's1', view1), sent('vs', 's2', view1)),
  deliver('vs', 's1', view1, sent('s1', 'vs', ping(1))),
  deliver('vs', 's2', view1),
  deliver('s1', 'vs', ping(1)),
]

const called = invoke('c1', get, sent('c1', 's1', request('c1', 1, 1, get)))
const answered = deliver('s1', 'c1', reply('c1', 1, 1, null), finished('c1', null))
const answer = [executed('s1', get, null), sent('s1', 'c1', reply('c1', 1, 1, null))]

function diagnosisIn(trace: Trace, property = 'linearizable'): Diagnosis | null {
  return diagnose(trace, property, {
    kind: 'violated',
    because: 'we say so',
    signature: 'not-linearizable',
    entries: [trace.entries.length - 1],
  })
}

function ruleIn(trace: Trace, property?: string): { rule: string; at: number | null } | null {
  const diagnosis = diagnosisIn(trace, property)
  return diagnosis === null ? null : { rule: diagnosis.rule, at: diagnosis.at }
}

describe('rule 2', () => {
  test('an answer without a round trip to the backup breaks it, where it is sent', () => {
    const alone = deliver('c1', 's1', request('c1', 1, 1, get), ...answer)
    expect(ruleIn(traceOf([...opening, called, alone, answered]))).toEqual({ rule: 'rule-2', at: 5 })
  })

  test('a round trip keeps it, whatever the messages are', () => {
    const asks = deliver('c1', 's1', request('c1', 1, 1, get), sent('s1', 's2', work(1)))
    const accepts = deliver('s1', 's2', work(1), sent('s2', 's1', ok(1)))
    const hears = deliver('s2', 's1', ok(1), ...answer)
    expect(ruleIn(traceOf([...opening, called, asks, accepts, hears, answered]))).toBeNull()
  })

  test('what the backup said before it had the call is no consent', () => {
    const early = timer('s2', 'chat', sent('s2', 's1', ok(0)))
    const asks = deliver('c1', 's1', request('c1', 1, 1, get), sent('s1', 's2', work(1)))
    const accepts = deliver('s1', 's2', work(1))
    const hears = deliver('s2', 's1', ok(0), ...answer)
    expect(ruleIn(traceOf([...opening, early, called, asks, accepts, hears, answered]))).toEqual({
      rule: 'rule-2',
      at: 8,
    })
  })

  test('that the client has asked the backup itself is no consent', () => {
    const both = invoke(
      'c1',
      get,
      sent('c1', 's1', request('c1', 1, 1, get)),
      sent('c1', 's2', request('c1', 1, 1, get)),
    )
    const chats = deliver('c1', 's2', request('c1', 1, 1, get), sent('s2', 's1', ok(7)))
    const hears = deliver('s2', 's1', ok(7))
    const alone = deliver('c1', 's1', request('c1', 1, 1, get), ...answer)
    expect(ruleIn(traceOf([...opening, both, chats, hears, alone, answered]))?.rule).toBe('rule-2')
  })
})

test('rule 3: the backup said yes although it had been told of the next view', () => {
  const asks = deliver('c1', 's1', request('c1', 1, 1, get), sent('s1', 's2', work(1)))
  const moves = timer('vs', 'check', sent('vs', 's2', view2))
  const learns = deliver('vs', 's2', view2)
  const accepts = deliver('s1', 's2', work(1), sent('s2', 's1', ok(1)))
  const hears = deliver('s2', 's1', ok(1), ...answer)
  const late = traceOf([...opening, called, asks, moves, learns, accepts, hears, answered])
  expect(ruleIn(late)).toEqual({ rule: 'rule-3', at: 8 })
  const inTime = traceOf([...opening, called, asks, accepts, moves, learns, hears, answered])
  expect(ruleIn(inTime)).toBeNull()
})

test('a message is named with the article that its name asks for', () => {
  const install = { ...work(1), kind: 'Install' }
  const asks = deliver('c1', 's1', request('c1', 1, 1, get), sent('s1', 's2', install))
  const moves = timer('vs', 'check', sent('vs', 's2', view2))
  const learns = deliver('vs', 's2', view2)
  const accepts = deliver('s1', 's2', install, sent('s2', 's1', ok(1)))
  const hears = deliver('s2', 's1', ok(1), ...answer)
  const late = traceOf([...opening, called, asks, moves, learns, accepts, hears, answered])
  expect(diagnosisIn(late)?.sentence).toMatch(/^s2 accepted an Install of view 1 while in view 2/)
})

test('rule 4: a server that is neither primary nor was ever made one answers', () => {
  const asks = invoke('c1', get, sent('c1', 's2', request('c1', 1, 1, get)))
  const answers = deliver(
    'c1',
    's2',
    request('c1', 1, 1, get),
    executed('s2', get, null),
    sent('s2', 'c1', reply('c1', 1, 1, null)),
  )
  const hears = deliver('s2', 'c1', reply('c1', 1, 1, null), finished('c1', null))
  expect(ruleIn(traceOf([...opening, asks, answers, hears]))).toEqual({ rule: 'rule-4', at: 5 })
})

test('rule 6: the view server moved on before the primary had acknowledged', () => {
  const moves = timer('vs', 'check', sent('vs', 's2', view2))
  const end = invoke('c1', get)
  expect(ruleIn(traceOf([...opening.slice(0, 3), moves, end]))).toEqual({ rule: 'rule-6', at: 3 })
  expect(ruleIn(traceOf([...opening, moves, end]))).toBeNull()
})

test('rule 1: a server is promoted out of a view that nobody was told of', () => {
  const alone = viewReply(1, 's1', null)
  const acknowledges = [
    deliver('s1', 'vs', ping(0), sent('vs', 's1', alone)),
    deliver('vs', 's1', alone, sent('s1', 'vs', ping(1))),
    deliver('s1', 'vs', ping(1)),
  ]
  const skips = deliver('s2', 'vs', ping(0), sent('vs', 's2', viewReply(3, 's2', null)))
  expect(ruleIn(traceOf([...acknowledges, skips]))).toEqual({ rule: 'rule-1', at: 3 })
  expect(diagnosisIn(traceOf([...acknowledges, skips]))?.sentence).toContain('nobody was ever told of view 2')
  const stays = deliver('s2', 'vs', ping(0), sent('vs', 's2', viewReply(2, 's1', 's2')))
  expect(ruleIn(traceOf([...acknowledges, stays]))).toBeNull()
})

test('rule 1: the next primary was no member of the view before', () => {
  const moves = timer('vs', 'check', sent('vs', 's3', viewReply(2, 's3', null)))
  expect(ruleIn(traceOf([...opening, moves]))).toEqual({ rule: 'rule-1', at: 4 })
})

describe('the client', () => {
  const alone1 = [deliver('s1', 'vs', ping(0), sent('vs', 's1', viewReply(1, 's1', null)))]
  const ask = (sequence: number) => sent('c1', 's1', request('c1', sequence, 1, put))

  test('must not take the reply to another call', () => {
    const trace = traceOf([
      ...alone1,
      invoke('c1', put, ask(1)),
      deliver('c1', 's1', request('c1', 1, 1, put), sent('s1', 'c1', reply('c1', 1, 1, 'ok'))),
      deliver('s1', 'c1', reply('c1', 1, 1, 'ok'), finished('c1', 'ok')),
      invoke('c1', get, sent('c1', 's1', request('c1', 2, 1, get))),
      deliver('s1', 'c1', reply('c1', 1, 1, 'ok'), finished('c1', 'ok')),
    ])
    expect(ruleIn(trace)).toEqual({ rule: 'right-answer', at: 5 })
  })

  test('must not number a retry anew', () => {
    const trace = traceOf([...alone1, invoke('c1', put, ask(1)), timer('c1', 'retry', ask(2))])
    expect(ruleIn(trace, 'no-duplicate-writes')).toEqual({ rule: 'at-most-once', at: 2 })
  })
})

test('a write executed again by one server breaks at-most-once', () => {
  const message = request('c1', 1, 1, put)
  const trace = traceOf([
    invoke('c1', put, sent('c1', 's1', message)),
    deliver('c1', 's1', message, executed('s1', put, 'ok', 1)),
    deliver('c1', 's1', message, executed('s1', put, 'ok', 2)),
  ])
  expect(ruleIn(trace, 'no-duplicate-writes')).toEqual({ rule: 'at-most-once', at: 2 })
})

test('a write executed again after it came with a snapshot breaks rule 7', () => {
  const message = request('c1', 1, 1, put)
  const trace = traceOf([
    invoke('c1', put, sent('c1', 's1', message), sent('c1', 's2', message)),
    deliver('c1', 's1', message, executed('s1', put, 'ok', 1)),
    timer('s1', 'transfer', { kind: 'snapshot-taken', node: 's1', writes: 1 }, sent('s1', 's2', work(1))),
    deliver('s1', 's2', work(1), { kind: 'snapshot-restored', node: 's2', writes: 1 }),
    deliver('c1', 's2', message, executed('s2', put, 'ok', 2)),
  ])
  expect(ruleIn(trace, 'no-duplicate-writes')).toEqual({ rule: 'rule-7', at: 4 })
})
