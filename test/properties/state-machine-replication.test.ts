import { describe, expect, it } from 'vitest'
import { allBeforeReply } from '../../properties/all-before-reply.ts'
import { progress } from '../../properties/progress.ts'
import { diagnoseStateMachineReplication } from '../../properties/progress/state-machine-replication.ts'
import { replicasAgree } from '../../properties/replicas-agree.ts'
import type { Calm, Trace } from '../../src/trace/index.ts'
import { expectHolds, expectVacuous, expectViolated } from './expectations.ts'
import {
  append,
  at,
  calm,
  crash,
  deliver,
  executed,
  finished,
  invoke,
  reply,
  request,
  sent,
  timer,
  timerSet,
  trace,
  type Part,
} from './trace-builder.ts'

const setup = {
  lab: 'state-machine-replication',
  service: 'key-value',
  servers: ['s1', 's2', 's3'],
  clients: ['c1', 'c2'],
}
const a = append('x', 'a')
const b = append('x', 'b')
const told = { kind: 'Told' }
const has = { kind: 'Has' }

function run(rest: Partial<Calm> | null, ...parts: readonly Part[]): Trace {
  return { ...trace(...parts), setup, calm: rest === null ? null : calm(1_000, 6_000, rest) }
}

const asked = request('c1', 1, 0, a)
const answer = sent('s1', 'c1', reply('c1', 1, 0, 'a'))

/** c1 calls; s1 executes, and tells the others. */
const begun: readonly Part[] = [
  invoke('c1', a, sent('c1', 's1', asked)),
  deliver('c1', 's1', asked, executed('s1', a, 1, 'a'), sent('s1', 's2', told), sent('s1', 's3', told)),
]
const s2Has: Part = deliver('s1', 's2', told, executed('s2', a, 1, 'a'), sent('s2', 's1', has))
const s3Has: Part = deliver('s1', 's3', told, executed('s3', a, 1, 'a'), sent('s3', 's1', has))

describe('all before the reply', () => {
  it('holds when all have answered the one that answers', () => {
    expectHolds(
      allBeforeReply,
      run(null, begun, s2Has, s3Has, deliver('s2', 's1', has), deliver('s3', 's1', has, answer)),
    )
  })

  it('holds when it has heard of one through another', () => {
    const onward = deliver('s1', 's2', told, sent('s2', 's3', told))
    const tail = deliver('s2', 's3', told, sent('s3', 'c1', reply('c1', 1, 0, 'a')))
    expectHolds(allBeforeReply, run(null, begun, onward, tail))
  })

  it('holds when the client asked them all, and they greet one another', () => {
    const all = invoke('c1', a, ...['s1', 's2', 's3'].map((server) => sent('c1', server, asked)))
    const greets = (server: string): Part => deliver('c1', server, asked, sent(server, 's1', has))
    expectHolds(
      allBeforeReply,
      run(
        null,
        all,
        greets('s2'),
        greets('s3'),
        deliver('c1', 's1', asked),
        deliver('s2', 's1', has),
        deliver('s3', 's1', has, answer),
      ),
    )
  })

  it('a reply that leaves before another server can have said anything is too early', () => {
    const because = expectViolated(
      allBeforeReply,
      run(null, begun, s2Has, deliver('s2', 's1', has, answer), s3Has),
      'reply-before-all',
      3,
    )
    expect(because).toContain('cannot know that s3 has it')
  })

  it('what a server said before it learned of the write says nothing about it', () => {
    const early = timer('s3', 'hello', sent('s3', 's1', has))
    const parts = [early, begun, s2Has, s3Has, deliver('s2', 's1', has)]
    expectViolated(
      allBeforeReply,
      run(null, early, begun, s2Has, deliver('s2', 's1', has), deliver('s3', 's1', has, answer), s3Has),
      'reply-before-all',
      5,
    )
    expectHolds(allBeforeReply, run(null, parts, deliver('s3', 's1', has, answer)))
  })

  it('a read may be answered alone', () => {
    const get = { op: 'get', key: 'x' }
    const read = request('c1', 1, 0, get)
    expectHolds(
      allBeforeReply,
      run(null, invoke('c1', get, sent('c1', 's1', read)), deliver('c1', 's1', read, answer)),
    )
  })
})

describe('replicas agree', () => {
  it('while one lags behind', () => {
    expectHolds(
      replicasAgree,
      run(
        null,
        timer('s1', '', executed('s1', a, 1), executed('s1', b, 1)),
        timer('s2', '', executed('s2', a, 1)),
      ),
    )
  })

  it('not when one has another order', () => {
    const first = timer('s1', '', executed('s1', a, 1), executed('s1', b, 1))
    expectViolated(replicasAgree, run(null, first, timer('s3', '', executed('s3', b, 1))), 'replicas-differ')
  })

  it('not when one has left something out', () => {
    const c = append('x', 'c')
    const first = timer('s1', '', executed('s1', a, 1), executed('s1', b, 1), executed('s1', c, 1))
    const second = timer('s2', '', executed('s2', a, 1), executed('s2', c, 1))
    expectViolated(replicasAgree, run(null, first, second), 'replicas-differ')
  })

  it('not when the same write came to something else', () => {
    const putTime = { op: 'putTime', key: 'x' }
    const one = timer('s1', '', executed('s1', putTime, 1, 5))
    expectHolds(replicasAgree, run(null, one, timer('s2', '', executed('s2', putTime, 1, 5))))
    const other = timer('s2', '', executed('s2', putTime, 1, 9))
    const because = expectViolated(replicasAgree, run(null, one, other), 'outcomes-differ')
    expect(because).toContain('came to 9 at s2, but to 5 at s1')
  })

  it('whether they execute, or take over a snapshot', () => {
    const snapshot = timer(
      's1',
      '',
      executed('s1', a, 1),
      executed('s1', b, 1),
      { kind: 'snapshot-taken', node: 's1', writes: 2 },
      sent('s1', 's2', told),
    )
    const restored = deliver('s1', 's2', told, { kind: 'snapshot-restored', node: 's2', writes: 2 })
    expectHolds(replicasAgree, run(null, snapshot, restored, timer('s3', '', executed('s3', a, 1))))
    expectViolated(
      replicasAgree,
      run(null, snapshot, restored, timer('s3', '', executed('s3', b, 1))),
      'replicas-differ',
    )
  })

  const acknowledged = at(100, begun, s2Has, deliver('s1', 'c1', reply('c1', 1, 0, 'a'), finished('c1', 'a')))
  const end = at(6_000, timer('s1', 'tick', timerSet('s1', 'tick', 100)))

  it('in the calm nobody may be left behind', () => {
    expectViolated(replicasAgree, run({}, acknowledged, end), 'replica-left-behind')
    expectHolds(replicasAgree, run({}, acknowledged, at(2_000, s3Has), end))
  })

  it('but for who is dead, or out of reach, or has had no time', () => {
    expectHolds(replicasAgree, run({}, acknowledged, at(200, crash('s3')), end))
    expectHolds(replicasAgree, run({ severed: [{ from: 's1', to: 's3' }] }, acknowledged, end))
    expectHolds(replicasAgree, run({ endMs: 2_000 }, acknowledged, at(2_000, timer('s1', 'tick'))))
    const rarely = at(6_000, timer('s1', 'tick', timerSet('s1', 'tick', 1_000)))
    expectHolds(replicasAgree, run({}, acknowledged, rarely))
  })
})

describe('progress of replicas', () => {
  const judgement = progress([], diagnoseStateMachineReplication)
  const waiting = at(1_100, invoke('c1', a, sent('c1', 's1', asked), timerSet('c1', 'retry', 100)))

  it('servers that are up answer', () => {
    expectViolated(judgement, run({}, waiting), 'server-does-not-answer')
  })

  it('a dead one stops the others', () => {
    expectVacuous(judgement, run({}, at(9, crash('s3')), waiting), 'stuck-replica-dead')
  })

  it('so does a link between two of them that is cut', () => {
    expectVacuous(judgement, run({ severed: [{ from: 's3', to: 's2' }] }, waiting), 'stuck-network-dead')
  })

  it('a client that cannot reach one of them may need that one', () => {
    expectVacuous(judgement, run({ severed: [{ from: 'c1', to: 's2' }] }, waiting), 'stuck-client-cut-off')
  })
})
