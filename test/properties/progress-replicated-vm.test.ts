import { describe, expect, it } from 'vitest'
import { progress } from '../../properties/progress.ts'
import { diagnoseReplicatedVm, findTimeStandingStill } from '../../properties/progress/replicated-vm.ts'
import { diagnose } from '../../src/labs/replicated-vm/diagnosis.ts'
import type { Effect, Trace } from '../../src/trace/index.ts'
import { expectHolds, expectViolated } from './expectations.ts'
import { at, calm, crash, deliver, sent, timer, timerSet, trace, type Part } from './trace-builder.ts'

/* The log brings a backup its ticks. Whoever goes on alone has to raise them itself. */

const judgement = progress([], diagnoseReplicatedVm, findTimeStandingStill)

function inCalm(...parts: readonly Part[]): Trace {
  const setup = { lab: 'replicated-vm', service: 'virtual-machine', servers: ['s1', 's2'], clients: ['c1'] }
  return { ...trace(...parts), setup, calm: calm(1_000, 4_000) }
}

function interrupted(node: string, device: 'timer' | 'network', stopped = 'idle'): Effect {
  const interrupt = device === 'timer' ? { device } : { device, words: [] }
  const result = { count: 9, stopped, outputs: [], digest: 9 }
  return {
    kind: 'executed',
    node,
    command: { op: 'interrupt', interrupt },
    result,
    write: true,
    times: 1,
  } as Effect
}

const won = Object.assign({ kind: 'TestAndSetResult' }, { holder: 's2' })
const failover = [
  at(600, crash('s1')),
  at(1_400, deliver('s2', 'disk', { kind: 'TestAndSet' }, sent('disk', 's2', won))),
]
const hears = at(1_410, deliver('disk', 's2', won))
/** A packet is no tick, and what a client sends keeps the run going. */
const packet = at(3_900, deliver('switch', 's2', { kind: 'Packet' }, interrupted('s2', 'network')))

function tick(ms: number): Part {
  return at(ms, timer('s2', 'tick', interrupted('s2', 'timer')))
}

describe('the time of a machine that goes on alone', () => {
  it('stands still where nobody raises its timer interrupts', () => {
    const run = inCalm(failover, hears, packet)
    expectViolated(judgement, run, 'time-stands-still')
    const violated = judgement.judge(run)
    if (violated.kind !== 'violated') throw new Error('expected a violation')
    expect(violated.because).toBe(
      's2, whose machine goes on alone, has raised no timer interrupt in the last 2590 ms',
    )
    expect(diagnose(run, 'progress', violated)).toMatchObject({
      rule: 'progress',
      advice: 'whoever goes live sets its own timer for the ticks: from then on no log brings them',
    })
  })

  it('stands still where they have stopped', () => {
    expectViolated(judgement, inCalm(failover, hears, tick(1_500), tick(1_600), packet), 'time-stands-still')
  })

  it('goes on where they come, however rarely', () => {
    expectHolds(judgement, inCalm(failover, hears, tick(2_100), packet))
  })

  it('may stand still for a while, for longer with longer timers', () => {
    const late = at(2_100, deliver('disk', 's2', won))
    expectHolds(judgement, inCalm(failover, late, packet))
    const slow = at(1_500, timer('s2', 'check', timerSet('s2', 'tick', 270)))
    expectHolds(judgement, inCalm(failover, hears, slow, packet))
  })

  it('is not asked for where the survivor does not know that it has won, has died, or has halted', () => {
    expectHolds(judgement, inCalm(failover, packet))
    expectHolds(judgement, inCalm(failover, hears, at(1_900, crash('s2'))))
    const halts = at(1_500, timer('s2', 'slice', halted('s2')))
    expectHolds(judgement, inCalm(failover, hears, halts))
  })

  it('is not asked for where there are two, and a tick may wait for an acknowledgement', () => {
    expectHolds(judgement, inCalm(packet))
  })
})

function halted(node: string): Effect {
  return {
    kind: 'executed',
    node,
    command: { op: 'run', until: 10 },
    result: { count: 10, stopped: 'halted', reason: 'halt', outputs: [], digest: 10 },
    write: true,
    times: 1,
  } as Effect
}
