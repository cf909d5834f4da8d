import { describe, it } from 'vitest'
import { viewService } from '../../../properties/view-service.ts'
import { expectHolds, expectViolated } from '../expectations.ts'
import {
  ack,
  announce,
  at,
  calm,
  crash,
  deliver,
  ping,
  pinging,
  timer,
  timerSet,
  trace,
} from '../trace-builder.ts'

describe('view-service: in the calm', () => {
  const start = [
    at(1, announce(1, 's1', null)),
    at(2, ack(1, 's1')),
    at(3, announce(2, 's1', 's2', deliver('s2', 'vs', ping(0)))),
    at(4, ack(2, 's1')),
  ]
  const window = { fromMs: 25, untilMs: 4_000 }
  const primary = { server: 's1', number: 2 }
  const backup = { server: 's2', number: 2 }

  it('a dead backup is dropped', () => {
    const run = trace(start, at(10, crash('s2')), pinging([primary], window))
    expectViolated(viewService, { ...run, calm: calm(1_000, 4_000) }, 'dead-backup-kept')
    expectHolds(viewService, { ...run, calm: calm(1_000, 1_900) })
    expectHolds(viewService, run)
  })

  it('a dead primary is replaced', () => {
    const run = trace(start, at(10, crash('s1')), pinging([backup], window))
    expectViolated(viewService, { ...run, calm: calm(1_000, 4_000) }, 'dead-primary-kept')
  })

  it('nobody can be replaced while the view is not acknowledged', () => {
    const run = trace(start.slice(0, 3), at(10, crash('s1')), pinging([backup], window))
    expectHolds(viewService, { ...run, calm: calm(1_000, 4_000) })
  })

  it('a primary that is alive, and whose backup is, acknowledges its view', () => {
    const run = trace(start.slice(0, 3), pinging([{ server: 's1', number: 1 }, backup], window))
    expectViolated(viewService, { ...run, calm: calm(1_000, 4_000) }, 'view-never-acknowledged')
    for (const [from, to] of [
      ['s1', 's2'],
      ['s2', 's1'],
      ['vs', 's1'],
      ['vs', 's2'],
    ] as const) {
      expectHolds(viewService, { ...run, calm: calm(1_000, 4_000, { severed: [{ from, to }] }) })
    }
  })

  it('a primary whose backup is dead, or whose view is new, need not have acknowledged yet', () => {
    const dead = trace(start.slice(0, 3), at(10, crash('s2')), pinging([{ server: 's1', number: 1 }], window))
    expectHolds(viewService, { ...dead, calm: calm(1_000, 4_000) })
    const late = at(3_900, announce(2, 's1', 's2', deliver('s2', 'vs', ping(0))))
    const recent = trace(start.slice(0, 2), pinging([{ server: 's1', number: 1 }], window), late)
    expectHolds(viewService, { ...recent, calm: calm(1_000, 4_000) })
  })

  it('nobody can be replaced by nobody', () => {
    const run = trace(start, at(10, crash('s1'), crash('s2')), pinging([{ server: 's3', number: 0 }], window))
    expectHolds(viewService, { ...run, calm: calm(1_000, 4_000) })
  })

  it('a ping that arrives late is a sign of life', () => {
    const run = trace(
      start,
      at(10, crash('s2')),
      pinging([primary], window),
      at(3_990, deliver('s2', 'vs', ping(2))),
    )
    expectHolds(viewService, { ...run, calm: calm(1_000, 4_000) })
  })

  it('a live backup stays', () => {
    const run = trace(start, pinging([primary, backup], window))
    expectHolds(viewService, { ...run, calm: calm(1_000, 4_000) })
  })

  it('an idle server becomes the backup where there is none', () => {
    const idle = { server: 's3', number: 0 }
    const run = trace(start.slice(0, 2), pinging([{ server: 's1', number: 1 }, idle], window))
    expectViolated(viewService, { ...run, calm: calm(1_000, 4_000) }, 'idle-server-left-out')
  })

  it('an idle server that came late, or whose pings do not arrive, may still be idle', () => {
    const alone = pinging([{ server: 's1', number: 1 }], window)
    const late = trace(start.slice(0, 2), alone, at(3_990, deliver('s3', 'vs', ping(0))))
    expectHolds(viewService, { ...late, calm: calm(1_000, 4_000) })
    expectHolds(viewService, { ...trace(start.slice(0, 2), alone), calm: calm(1_000, 4_000) })
  })

  it('servers that ping get a view', () => {
    const run = trace(pinging([{ server: 's1', number: 0 }], window))
    expectViolated(viewService, { ...run, calm: calm(1_000, 4_000) }, 'no-view-formed')
  })

  it('a view server that crashed owes nothing', () => {
    const run = trace(start, at(10, crash('vs'), crash('s2')), pinging([primary], window))
    expectHolds(viewService, { ...run, calm: calm(1_000, 4_000) })
  })

  it('a view server with slow timers gets more time', () => {
    const slow = at(5, timer('vs', 'check', timerSet('vs', 'check', 400)))
    const run = trace(start, slow, at(10, crash('s2')), pinging([primary], window))
    expectHolds(viewService, { ...run, calm: calm(1_000, 4_000) })
  })
})
