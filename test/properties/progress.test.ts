import { describe, expect, it } from 'vitest'
import { progress } from '../../properties/progress.ts'
import { diagnosePrimaryBackup } from '../../properties/progress/primary-backup.ts'
import type { Calm, Trace } from '../../src/trace/index.ts'
import { expectHolds, expectVacuous, expectViolated } from './expectations.ts'
import {
  ack,
  announce,
  at,
  calm,
  crash,
  deliver,
  finished,
  get,
  getView,
  invoke,
  join,
  ping,
  refusal,
  reply,
  request,
  sent,
  timer,
  timerSet,
  trace,
  view,
  type Part,
} from './trace-builder.ts'

const judgement = progress([], diagnosePrimaryBackup)

const view1 = at(1, announce(1, 's1', null), ack(1, 's1'))
const view2 = at(2, announce(2, 's1', 's2', deliver('s2', 'vs', ping(0))), ack(2, 's1'))
/** A run in which something is still to happen, and c1 waits for an answer in the calm. */
const waiting = at(1_100, invoke('c1', get('x'), timerSet('c1', 'retry', 100)))
const retries = at(
  1_200,
  timer('c1', 'retry', sent('c1', 's1', request('c1', 1, 2)), timerSet('c1', 'retry', 100)),
)

function inCalm(rest: Partial<Calm>, ...parts: readonly Part[]): Trace {
  return { ...trace(...parts), calm: calm(1_000, 6_000, rest) }
}

function both(one: string, other: string): Calm['severed'] {
  return [
    { from: one, to: other },
    { from: other, to: one },
  ]
}

describe('progress', () => {
  it('holds when every call has returned', () => {
    expectHolds(
      judgement,
      inCalm({}, view1, waiting, at(1_150, deliver('s1', 'c1', reply('c1', 1, 1), finished('c1', null)))),
    )
  })

  it('says nothing where there is no calm', () => {
    expectVacuous(judgement, trace(view1, waiting), 'a calm')
  })

  it('says nothing of a run that ended with an offence', () => {
    const offence = { kind: 'threw', handler: 'receive Request', message: 'threw', where: null } as const
    const broken = at(
      1_300,
      deliver('c1', 's1', request('c1', 1, 2), { kind: 'misbehaved', node: 's1', offence }),
    )
    expectVacuous(judgement, inCalm({}, view1, waiting, broken), 'a whole run')
  })

  it('is undecided where the budget ran out', () => {
    const run = inCalm({}, view1, waiting)
    expect(judgement.judge({ ...run, cutShort: 'after 30000 steps' })).toEqual({
      kind: 'undecided',
      why: 'after 30000 steps',
      stepsSpent: run.entries.length,
    })
  })

  it('says nothing of calls that were never issued, or too late', () => {
    const served = [waiting, at(1_150, deliver('s1', 'c1', reply('c1', 1, 1), finished('c1', null)))]
    expectVacuous(judgement, inCalm({ unissued: 3 }, view1, served), 'time')
    expectVacuous(
      judgement,
      inCalm({}, view1, at(5_900, invoke('c1', get('x'), timerSet('c1', 'retry', 100)))),
      'time',
    )
    expectVacuous(judgement, { ...inCalm({}, view1, waiting), calm: calm(1_000, 2_000) }, 'time')
  })

  it('a view that has only just changed gets its time', () => {
    const late = at(5_000, announce(3, 's2', null, timer('vs', 'check')), ack(3, 's2'))
    expectVacuous(judgement, inCalm({}, view1, view2, waiting, retries, late), 'time')
  })

  it('views that change all the time do not', () => {
    const churn = Array.from({ length: 50 }, (_, i) =>
      at(
        1_200 + 90 * i,
        announce(3 + i, i % 2 === 0 ? 's2' : 's1', null, timer('vs', 'check')),
        ack(3 + i, i % 2 === 0 ? 's2' : 's1'),
      ),
    )
    expect(judgement.judge(inCalm({}, view1, view2, waiting, retries, churn)).kind).toBe('violated')
  })

  it('where nothing can happen any more, nobody needs to wait', () => {
    const silent = at(1_100, invoke('c1', get('x'), sent('c1', 's1', request('c1', 1, 1))))
    const run = { ...inCalm({}, view1, silent), calm: calm(1_000, 1_200) }
    expectViolated(judgement, run, 'server-does-not-answer')
  })

  it('a client that crashed waits for nothing', () => {
    expectHolds(judgement, inCalm({}, view1, waiting, at(1_200, crash('c1'))))
  })
})

describe('progress: who is at fault', () => {
  it('names the call, how long it waited, and who was asked', () => {
    const because = expectViolated(
      judgement,
      inCalm({}, view1, view2, waiting, retries),
      'server-does-not-answer',
    )
    expect(because).toBe(
      'c1\'s call 1, get("x"): unanswered 5000 ms into the calm; view 2 is settled, but c1 asked s1, which did not answer',
    )
  })

  it('no view was announced', () => {
    const asked = at(1_200, timer('c1', 'retry', sent('c1', 'vs', getView), timerSet('c1', 'retry', 100)))
    expectViolated(
      judgement,
      inCalm({}, at(5, deliver('s1', 'vs', ping(0))), waiting, asked),
      'no-view-announced',
    )
  })

  it('a view was never acknowledged', () => {
    expectViolated(judgement, inCalm({}, view1, view2.slice(0, 1), waiting), 'view-never-acknowledged')
  })

  it.each(['s1', 's2'])('%s is dead and still in a view that was acknowledged', (server) => {
    expectViolated(
      judgement,
      inCalm({}, view1, view2, at(9, crash(server)), waiting),
      'dead-server-kept-in-view',
    )
  })

  it('a primary that the view server can no longer hear is replaced', () => {
    const severed = [{ from: 's1', to: 'vs' }]
    expectViolated(judgement, inCalm({ severed }, view1, view2, waiting), 'dead-server-kept-in-view')
  })

  it('a view without a primary, though the last primary is alive', () => {
    const none = at(3, timer('vs', 'check', sent('vs', 's1', view(2, null, null))))
    expectViolated(judgement, inCalm({}, view1, none, waiting), 'view-without-primary')
  })

  it('the client does not ask again, or asks the wrong server', () => {
    expectViolated(judgement, inCalm({}, view1, waiting), 'client-does-not-ask-again')
    const wrong = at(1_200, timer('c1', 'retry', sent('c1', 's3', request('c1', 1, 1))))
    expectViolated(judgement, inCalm({}, view1, waiting, wrong), 'client-asks-the-wrong-server')
  })

  it('the primary refuses', () => {
    const refused = at(
      1_300,
      deliver('c1', 's1', request('c1', 1, 2)),
      deliver('s1', 'c1', refusal('c1', 1, 2)),
    )
    expectViolated(judgement, inCalm({}, view1, view2, waiting, retries, refused), 'server-refuses')
  })

  it('what others asked and were refused is not held against it', () => {
    const others = at(
      1_300,
      deliver('c2', 's1', request('c2', 1, 2)),
      deliver('c1', 's3', request('c1', 1, 2)),
      deliver('s1', 'c1', refusal('c1', 1, 2)),
    )
    expectViolated(judgement, inCalm({}, view1, view2, waiting, retries, others), 'server-does-not-answer')
  })

  it('the client does not learn the view, and is refused', () => {
    const refused = at(
      1_300,
      deliver('c1', 's1', request('c1', 1, 1)),
      deliver('s1', 'c1', refusal('c1', 1, 2)),
    )
    const run = inCalm({}, view1, view2, waiting, retries, refused)
    expectViolated(judgement, run, 'client-does-not-learn-the-view')
  })

  it('the client ignores the answer', () => {
    const answered = at(1_300, deliver('s1', 'c1', reply('c1', 1, 2)))
    expectViolated(
      judgement,
      inCalm({}, view1, view2, waiting, retries, answered),
      'client-ignores-the-answer',
    )
  })

  it('one client is cut off, and another is not', () => {
    const other = at(1_100, invoke('c2', get('x')))
    const because = expectViolated(
      judgement,
      inCalm({ severed: both('c1', 's1') }, view1, waiting, other),
      'client-does-not-ask-again',
    )
    expect(because).toMatch(/^c2's call 1, /)
  })
})

describe('progress: the five stuck cases', () => {
  it('the view server is dead', () => {
    expectVacuous(judgement, inCalm({}, view1, at(9, crash('vs')), waiting), 'stuck-view-server-dead')
  })

  it('the network is dead', () => {
    const servers = ['s1', 's2', 's3'].flatMap((server) => both('vs', server))
    expectVacuous(judgement, inCalm({ severed: servers }, view1, waiting), 'stuck-network-dead')
    // Primary and backup are alive to the view server, and do not hear each other.
    expectVacuous(
      judgement,
      inCalm({ severed: both('s1', 's2') }, view1, view2, waiting),
      'stuck-network-dead',
    )
    const deaf = [{ from: 'vs', to: 's1' }]
    expectVacuous(judgement, inCalm({ severed: deaf }, view1, view2, waiting), 'stuck-network-dead')
  })

  it('the network is dead for who joined, too, where the view server reaches nobody', () => {
    const nodes = ['s1', 's2', 's3', 'c1', 'c2']
    const severed = nodes.flatMap((node) => both('vs', node))
    const run = inCalm({ severed }, view1, at(9, join('s4')), waiting)
    expectVacuous(judgement, run, 'stuck-network-dead')
  })

  it.each([
    ['the view server', [{ from: 'vs', to: 'c1' }]],
    ['the primary', [{ from: 'c1', to: 's1' }]],
  ])('the client is cut off from %s', (_, severed) => {
    expectVacuous(judgement, inCalm({ severed }, view1, view2, waiting), 'stuck-client-cut-off')
  })

  it('the primary is dead, and there is no backup', () => {
    expectVacuous(judgement, inCalm({}, view1, at(9, crash('s1')), waiting), 'stuck-no-backup')
    expectVacuous(
      judgement,
      inCalm({}, view1, view2, at(9, crash('s1'), crash('s2')), waiting),
      'stuck-no-backup',
    )
    expectVacuous(
      judgement,
      inCalm({ severed: both('vs', 's2') }, view1, view2, at(9, crash('s1')), waiting),
      'stuck-no-backup',
    )
    const none = at(3, timer('vs', 'check', sent('vs', 's1', view(2, null, null))))
    expectVacuous(judgement, inCalm({}, view1, none, at(9, crash('s1')), waiting), 'stuck-no-backup')
  })

  it('every server is dead', () => {
    expectVacuous(
      judgement,
      inCalm({}, at(9, crash('s1'), crash('s2'), crash('s3')), waiting),
      'stuck-no-backup',
    )
  })

  it.each(['s1', 's2'])('%s is gone before the state transfer was finished', (server) => {
    const unfinished = [view1, view2.slice(0, 1)]
    expectVacuous(
      judgement,
      inCalm({}, unfinished, at(9, crash(server)), waiting),
      'stuck-transfer-unfinished',
    )
    expectVacuous(
      judgement,
      inCalm({ severed: [{ from: 'vs', to: server }] }, unfinished, waiting),
      'stuck-transfer-unfinished',
    )
  })

  it('the acknowledgement was sent, and never arrived', () => {
    const lost = at(8, timer('s1', 'ping', sent('s1', 'vs', ping(2))))
    const run = inCalm({}, view1, view2.slice(0, 1), lost, at(9, crash('s1')), waiting)
    expectVacuous(judgement, run, 'stuck-transfer-unfinished')
  })
})
