import { describe, expect, it } from 'vitest'
import { wellBehaved } from '../../properties/well-behaved.ts'
import type { Effect, Offence } from '../../src/trace/index.ts'
import { expectHolds, expectViolated } from './expectations.ts'
import { deliver, request, timer, trace, twoViews } from './trace-builder.ts'

function misbehaved(offence: Partial<Offence>): Effect {
  return {
    kind: 'misbehaved',
    node: 's1',
    offence: {
      kind: 'threw',
      handler: 'receive Request',
      message: 'threw Error: boom',
      where: null,
      ...offence,
    },
  }
}

describe('well-behaved', () => {
  it('holds where no handler did what it may not do', () => {
    expectHolds(wellBehaved, trace(twoViews))
  })

  it('names the node, the handler, the offence and the line', () => {
    const run = trace(
      twoViews,
      deliver('c1', 's1', request('c1', 1, 2), misbehaved({ where: 'solution.ts:12' })),
    )
    expect(expectViolated(wellBehaved, run, 'threw-in-receive')).toBe(
      's1, in receive Request: threw Error: boom (solution.ts:12)',
    )
  })

  it('has one signature for all timers', () => {
    for (const name of ['ping', 'retry 7']) {
      const run = trace(timer('s1', name, misbehaved({ kind: 'clock', handler: `timer ${name}` })))
      expectViolated(wellBehaved, run, 'clock-in-timer')
    }
  })
})
