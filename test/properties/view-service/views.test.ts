import { describe, expect, it } from 'vitest'
import { viewService } from '../../../properties/view-service.ts'
import type { Message } from '../../../src/port/index.ts'
import { expectHolds, expectViolated } from '../expectations.ts'
import {
  ack,
  announce,
  deliver,
  failover,
  getView,
  join,
  ping,
  sent,
  timer,
  trace,
  twoViews,
  view,
} from '../trace-builder.ts'

const check = timer('vs', 'check')
const alone = [announce(1, 's1', null), ack(1, 's1')]

describe('view-service: numbers and members', () => {
  it('holds over views that are pushed', () => {
    expectHolds(viewService, trace(twoViews, failover))
  })

  it('holds over views that are only told to those who ask', () => {
    const run = trace(
      deliver('s1', 'vs', ping(0), sent('vs', 's1', view(1, 's1', null))),
      deliver('c1', 'vs', getView, sent('vs', 'c1', view(1, 's1', null))),
      deliver('s1', 'vs', ping(1), sent('vs', 's1', view(1, 's1', null))),
      // The view server has moved on with the first ping of s2, and s1 hears of it by its next one.
      deliver('s2', 'vs', ping(0), sent('vs', 's2', view(2, 's1', 's2'))),
      deliver('s1', 'vs', ping(1), sent('vs', 's1', view(2, 's1', 's2'))),
    )
    expectHolds(viewService, run)
  })

  it('the first view may have a backup at once, and view 0 may be told before', () => {
    const none = deliver('c1', 'vs', getView, sent('vs', 'c1', view(0, null, null)))
    expectHolds(viewService, trace(none, deliver('s2', 'vs', ping(0)), announce(1, 's1', 's2'), ack(1, 's1')))
  })

  it('a missing backup may be left out', () => {
    const bare = { kind: 'ViewReply', view: { number: 1, primary: 's1' } } as Message
    expectHolds(viewService, trace(deliver('s1', 'vs', ping(0), sent('vs', 's1', bare))))
  })

  it('a view has a number and members', () => {
    for (const malformed of [{}, { number: -1 }, { number: '1' }, { number: 1, primary: 1 }, null]) {
      const told = { kind: 'ViewReply', view: malformed } as Message
      const run = trace(deliver('s1', 'vs', ping(0), sent('vs', 's1', told)))
      expectViolated(viewService, run, 'view-malformed')
    }
  })

  it('the first view is 1', () => {
    expectViolated(viewService, trace(announce(2, 's1', null)), 'first-view-is-not-1')
    expectViolated(viewService, trace(announce(0, 's1', null)), 'first-view-is-not-1')
  })

  it('views are counted one by one', () => {
    expectViolated(viewService, trace(twoViews, announce(4, 's1', null, check)), 'view-number-skipped')
  })

  it('after an acknowledged view no older one is told', () => {
    const old = deliver('c1', 'vs', getView, sent('vs', 'c1', view(1, 's1', null)))
    expectViolated(viewService, trace(twoViews, old), 'view-number-went-back')
  })

  it('while a view is not acknowledged, clients may still be told the one before', () => {
    const old = deliver('c1', 'vs', getView, sent('vs', 'c1', view(1, 's1', null)))
    expectHolds(viewService, trace(twoViews.slice(0, 3), old, twoViews.slice(3)))
  })

  it('a new number stands for new members', () => {
    expectViolated(viewService, trace(twoViews, announce(3, 's1', 's2', check)), 'view-changed-nothing')
  })

  it('nobody is its own backup', () => {
    expectViolated(viewService, trace(alone, announce(2, 's1', 's1', check)), 'one-server-in-both-roles')
  })

  it('a client is no backup, and who never pinged is none either', () => {
    const asked = deliver('c1', 'vs', getView)
    expectViolated(viewService, trace(alone, asked, announce(2, 's1', 'c1', check)), 'member-is-no-server')
    expectViolated(viewService, trace(alone, announce(2, 's1', 's2', check)), 'member-never-pinged')
  })

  it('a server that joined and asked for the view may be the backup', () => {
    const joined = [join('s4', sent('s4', 'vs', getView)), deliver('s4', 'vs', getView)]
    expectHolds(viewService, trace(alone, joined, announce(2, 's1', 's4', check)))
  })
})

describe('view-service: leaving a view', () => {
  it('waits until the primary has acknowledged, even if it seems dead', () => {
    const unacknowledged = twoViews.slice(0, 3)
    const because = expectViolated(
      viewService,
      trace(unacknowledged, check, announce(3, 's2', null, check)),
      'view-left-unacknowledged',
    )
    expect(because).toContain('before s1, the primary of view 2, had acknowledged view 2')
  })

  it('a ping of the backup is no acknowledgement, nor is one with an older number', () => {
    const pings = [deliver('s2', 'vs', ping(2)), deliver('s1', 'vs', ping(1))]
    const run = trace(twoViews.slice(0, 3), pings, check, announce(3, 's2', null, check))
    expectViolated(viewService, run, 'view-left-unacknowledged')
  })

  it('the first view is waited for, too', () => {
    const run = trace(announce(1, 's1', null), announce(2, 's1', 's2', deliver('s2', 'vs', ping(0))))
    expectViolated(viewService, run, 'view-left-unacknowledged')
  })

  it('may leave a view in the entry in which it is acknowledged', () => {
    const run = trace(
      announce(1, 's1', null),
      deliver('s2', 'vs', ping(0)),
      announce(2, 's1', 's2', deliver('s1', 'vs', ping(1))),
    )
    expectHolds(viewService, run)
  })

  it('an acknowledgement may arrive twice, and after the view is gone', () => {
    expectHolds(viewService, trace(twoViews, failover, ack(2, 's1'), ack(1, 's1')))
  })

  it('a promotion may come in two steps', () => {
    const refilled = announce(4, 's2', 's3', deliver('s3', 'vs', ping(0)))
    expectHolds(viewService, trace(twoViews, failover, refilled, ack(4, 's2')))
  })

  it('a promotion may come with a new backup, and the deposed may be that backup', () => {
    const three = deliver('s3', 'vs', ping(0))
    expectHolds(viewService, trace(twoViews, three, announce(3, 's2', 's3', check)))
    expectHolds(viewService, trace(twoViews, announce(3, 's2', 's1', check)))
  })

  it('without a clock a live server may be taken for dead as soon as a timer fires', () => {
    expectHolds(viewService, trace(twoViews, deliver('s1', 'vs', ping(2)), announce(3, 's2', null, check)))
    expectHolds(viewService, trace(twoViews, announce(3, 's1', null, check)))
  })

  it('a suspicion may be acted on late, when the view is acknowledged at last', () => {
    const run = trace(
      twoViews.slice(0, 3),
      check,
      deliver('s2', 'vs', ping(1)),
      announce(3, 's1', null, ack(2, 's1')),
    )
    expectHolds(viewService, run)
  })

  it('time may be told by the pings of others', () => {
    const others = [deliver('s2', 'vs', ping(2)), deliver('s2', 'vs', ping(2))]
    expectHolds(viewService, trace(twoViews, others, announce(3, 's2', null, deliver('s2', 'vs', ping(2)))))
  })

  it('nobody is dropped for what another server says', () => {
    const primary = announce(3, 's2', null, deliver('s2', 'vs', ping(2)))
    const because = expectViolated(viewService, trace(twoViews, primary), 'server-dropped-without-cause')
    expect(because).toContain('dropped s1 in view 3')
    const backup = announce(3, 's1', 's3', deliver('s3', 'vs', ping(0)))
    expectViolated(viewService, trace(twoViews, backup), 'server-dropped-without-cause')
  })
})

describe('view-service: of several violations', () => {
  it('the first to happen is told', () => {
    const run = trace(twoViews, announce(3, 's1', 'c1', check), announce(5, 's1', null, check))
    expectViolated(viewService, run, 'member-is-no-server', twoViews.length)
  })
})
