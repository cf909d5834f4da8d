import { describe, expect, it } from 'vitest'
import { singlePrimary } from '../../properties/single-primary.ts'
import type { Message } from '../../src/port/index.ts'
import type { Entry } from '../../src/trace/index.ts'
import { expectHolds, expectViolated } from './expectations.ts'
import {
  ack,
  announce,
  deliver,
  failover,
  get,
  getView,
  join,
  ping,
  reply,
  request,
  sent,
  timer,
  trace,
  twoViews,
  view,
} from './trace-builder.ts'

/** A server answers c1's first call upon a request. */
function answers(server: string, viewNumber: number): Entry {
  return deliver('c1', server, request('c1', 1, viewNumber), sent(server, 'c1', reply('c1', 1, viewNumber)))
}

describe('single-primary: views', () => {
  it('holds over a failover', () => {
    expectHolds(singlePrimary, trace(twoViews, failover))
  })

  it('a view is told again and again, the same', () => {
    const again = deliver('c1', 'vs', getView, sent('vs', 'c1', view(2, 's1', 's2')))
    expectHolds(singlePrimary, trace(twoViews, again, again))
  })

  it('one number stands for one view', () => {
    const other = deliver('c1', 'vs', getView, sent('vs', 'c1', view(2, 's1', 's3')))
    const because = expectViolated(singlePrimary, trace(twoViews, other), 'two-views-of-one-number')
    expect(because).toBe('the view server announced view 2 as (s1, s2) and as (s1, s3)')
  })

  it('the next primary was in the former view', () => {
    const outsider = announce(3, 's3', 's2', timer('vs', 'check'))
    const because = expectViolated(
      singlePrimary,
      trace(twoViews, outsider),
      'primary-from-outside-the-former-view',
    )
    expect(because).toContain('s3 became primary of view 3, but view 2 was (s1, s2)')
  })

  it('the first primary may be anyone', () => {
    expectHolds(singlePrimary, trace(announce(1, 's3', 's1'), ack(1, 's3')))
  })

  it('after a view without a primary nobody can follow, but that view itself convicts nobody', () => {
    const none = timer('vs', 'check', sent('vs', 's1', view(2, null, null)))
    const alone = [announce(1, 's1', null), ack(1, 's1'), none]
    expectHolds(singlePrimary, trace(alone))
    expectViolated(
      singlePrimary,
      trace(alone, announce(3, 's2', null, deliver('s2', 'vs', ping(0)))),
      'primary-from-outside-the-former-view',
    )
  })

  it('views between which a number is missing are not compared: view-service sees the gap', () => {
    expectHolds(singlePrimary, trace(twoViews, announce(4, 's3', null, timer('vs', 'check'))))
  })
})

describe('single-primary: replies', () => {
  it('the primary answers in its view', () => {
    expectHolds(singlePrimary, trace(twoViews, answers('s1', 2)))
  })

  it('a backup does not answer', () => {
    const because = expectViolated(singlePrimary, trace(twoViews, answers('s2', 2)), 'backup-answers')
    expect(because).toBe('s2 sent a Reply in view 2, but that view is (s1, s2)')
  })

  it('an idle server does not answer', () => {
    expectViolated(singlePrimary, trace(twoViews, answers('s3', 2)), 'outsider-answers')
  })

  it('a deposed server does not answer in the view that deposed it', () => {
    expectViolated(singlePrimary, trace(twoViews, failover, answers('s1', 3)), 'outsider-answers')
  })

  it('a deposed server that has not heard of it answers in its old view', () => {
    expectHolds(singlePrimary, trace(twoViews, failover, answers('s1', 2)))
  })

  it('a promoted server repeats an answer of the view in which it was the backup', () => {
    expectHolds(singlePrimary, trace(twoViews, failover, answers('s2', 2)))
    // The view server has told only a client of view 3: s2 may still learn it from there on.
    const told = deliver('c1', 'vs', getView, sent('vs', 'c1', view(3, 's2', null)))
    expectHolds(singlePrimary, trace(twoViews, told, answers('s2', 2)))
  })

  it('a server does not answer in a view in which it will only later be the primary', () => {
    const run = trace(twoViews, answers('s2', 2), failover)
    expectViolated(singlePrimary, run, 'backup-answers', twoViews.length)
  })

  it('nobody answers in a view that was not announced', () => {
    expectViolated(singlePrimary, trace(twoViews, answers('s1', 3)), 'reply-in-a-view-never-announced')
    expectViolated(singlePrimary, trace(answers('s1', 0)), 'reply-in-a-view-never-announced')
  })

  it('a Reply names its view', () => {
    const nameless = sent('s1', 'c1', {
      kind: 'Reply',
      id: { client: 'c1', sequence: 1 },
      result: null,
    } as Message)
    const run = trace(twoViews, deliver('c1', 's1', request('c1', 1, 2, get('x')), nameless))
    expectViolated(singlePrimary, run, 'reply-without-a-view')
  })

  it('what servers call a Reply among themselves is their own affair', () => {
    const own = deliver('s1', 's2', { kind: 'Forward' }, sent('s2', 's1', { kind: 'Reply' }))
    expectHolds(singlePrimary, trace(twoViews, own))
  })

  it('a server that joined answers like any other', () => {
    const joined = [
      join('s4', sent('s4', 'vs', ping(0))),
      announce(4, 's2', 's4', deliver('s4', 'vs', ping(0))),
      ack(4, 's2'),
      timer('vs', 'check'),
      announce(5, 's4', null, timer('vs', 'check')),
    ]
    expectHolds(singlePrimary, trace(twoViews, failover, joined, answers('s4', 5)))
  })
})
