import { describe, expect, it } from 'vitest'
import { viewService } from '../../../properties/view-service.ts'
import { expectHolds, expectViolated } from '../expectations.ts'
import { ack, announce, at, deliver, entry, ping, pinging, timer, timerSet, trace } from '../trace-builder.ts'

const check = timer('vs', 'check')

describe('view-service: with a clock', () => {
  const members = [
    { server: 's1', number: 2 },
    { server: 's2', number: 2 },
  ]
  const formed = [
    at(1, announce(1, 's1', null)),
    at(2, ack(1, 's1')),
    at(3, announce(2, 's1', 's2', deliver('s2', 'vs', ping(0)))),
    at(4, ack(2, 's1')),
  ]

  it('a server that misses no ping is not dropped', () => {
    const run = trace(
      // Nodes start before the clock does.
      entry({ kind: 'start', node: 'vs' }, []),
      formed,
      pinging(members, { fromMs: 25, untilMs: 300 }),
      at(310, announce(3, 's2', null, check)),
    )
    const because = expectViolated(viewService, run, 'live-server-dropped')
    expect(because).toBe(
      'the view server dropped s1 in view 3, 9 ms after a ping of s1, which pings every 25 ms and had missed none',
    )
  })

  it('a server that has been silent may be dropped', () => {
    const run = trace(
      formed,
      pinging(members, { fromMs: 25, untilMs: 100 }),
      pinging([{ server: 's2', number: 2 }], { fromMs: 125, untilMs: 300 }),
      at(310, announce(3, 's2', null, check)),
    )
    expectHolds(viewService, run)
  })

  it('a server that was silent in this view, and has only just come back, may be dropped', () => {
    const run = trace(
      formed,
      pinging(members, { fromMs: 25, untilMs: 100 }),
      pinging(members, { fromMs: 250, untilMs: 300 }),
      at(310, announce(3, 's2', null, check)),
    )
    expectHolds(viewService, run)
  })

  it('a view server whose servers ping every 5 ms may lose patience after 20', () => {
    const run = trace(
      formed,
      pinging(members, { fromMs: 25, untilMs: 100, everyMs: 5 }),
      at(121, announce(3, 's2', null, check)),
    )
    expectHolds(viewService, run)
  })

  it('a view server whose timers fire too early cannot tell', () => {
    const run = trace(
      formed,
      pinging(members, { fromMs: 25, untilMs: 300 }),
      at(305, timer('vs', 'check', timerSet('vs', 'check', 100))),
      at(310, announce(3, 's2', null, check)),
    )
    expectHolds(viewService, run)
  })

  it('a view server that tells the time by the pings of others may meet with a burst of them', () => {
    const burst = at(
      305,
      deliver('s2', 'vs', ping(2)),
      deliver('s2', 'vs', ping(2)),
      deliver('s2', 'vs', ping(2)),
    )
    const run = trace(
      formed,
      pinging(members, { fromMs: 25, untilMs: 300 }),
      burst,
      at(310, announce(3, 's2', null, check)),
    )
    expectHolds(viewService, run)
  })

  it('a server that is overtaken by its own old pings may count as silent', () => {
    const run = trace(
      formed,
      pinging(members, { fromMs: 25, untilMs: 100 }),
      pinging([{ server: 's2', number: 2 }], { fromMs: 125, untilMs: 300 }),
      at(305, deliver('s1', 'vs', ping(1))),
      at(310, announce(3, 's2', null, check)),
    )
    expectHolds(viewService, run)
  })
})
