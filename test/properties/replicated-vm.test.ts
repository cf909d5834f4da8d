import { describe, expect, it, test } from 'vitest'
import { oneLive } from '../../properties/one-live.ts'
import { oneMachine } from '../../properties/one-machine.ts'
import { outputRule } from '../../properties/output-rule.ts'
import { sameState } from '../../properties/same-state.ts'
import { diagnose } from '../../src/labs/replicated-vm/diagnosis.ts'
import type { LogEntry, Output } from '../../src/labs/replicated-vm/index.ts'
import type { Effect, Trace } from '../../src/trace/index.ts'
import { expectHolds, expectViolated } from './expectations.ts'
import { deliver, sent, timer, trace, type Part } from './trace-builder.ts'

function run(...parts: readonly Part[]): Trace {
  const setup = { lab: 'replicated-vm', service: 'virtual-machine', servers: ['s1', 's2'], clients: ['c1'] }
  return { ...trace(...parts), setup }
}

// --- what machines do

function executed(
  node: string,
  command: { readonly op: string },
  count: number,
  ...outputs: Output[]
): Effect {
  const result = { count, stopped: 'idle', outputs, digest: count }
  return { kind: 'executed', node, command, result, write: true, times: 1 }
}

function ran(node: string, count: number, ...outputs: Output[]): Effect {
  const command = { op: 'run', until: count }
  return executed(node, command, count, ...outputs)
}

function ticked(node: string, count: number): Effect {
  const command = { op: 'interrupt', interrupt: { device: 'timer' } }
  return executed(node, command, count)
}

/** The machine had asked for the time after `count` instructions. */
function timed(node: string, count: number, value: number): Effect {
  const command = { op: 'timestamp', value }
  return executed(node, command, count + 1)
}

function output(number: number, count: number, ...words: number[]): Output {
  return { number, count, device: 'network', words }
}

// --- what servers say

function tickAt(count: number): LogEntry {
  return { count, event: { kind: 'interrupt', interrupt: { device: 'timer' } } }
}

function timeAt(count: number, value: number): LogEntry {
  return { count, event: { kind: 'timestamp', value } }
}

function outputAt(count: number, number: number): LogEntry {
  return { count, event: { kind: 'output', number } }
}

function log(after: number, ...entries: LogEntry[]) {
  return { kind: 'Log', after, entries }
}

function logged(after: number, ...entries: LogEntry[]): readonly Part[] {
  return [
    timer('s1', 'tick', sent('s1', 's2', log(after, ...entries))),
    deliver('s1', 's2', log(after, ...entries)),
  ]
}

function acknowledged(position: number): readonly Part[] {
  const message = { kind: 'Acknowledgement', position }
  return [timer('s2', 'ack', sent('s2', 's1', message)), deliver('s2', 's1', message)]
}

function release(server: string, { number, device, words }: Output): Effect {
  return sent(server, 'switch', Object.assign({ kind: 'Release' }, { number, device, words }))
}

function told(server: string, holder: string, ...effects: Effect[]): Part {
  return deliver('disk', server, Object.assign({ kind: 'TestAndSetResult' }, { holder }), ...effects)
}

const one = output(1, 20, 1, 1, 2, 5)
const two = output(2, 30, 1, 2, 2, 6)

describe('same-state', () => {
  const given = timer('s1', 'tick', ran('s1', 10), ticked('s1', 10))

  it('holds where the backup is given the same at the same instruction', () => {
    expectHolds(
      sameState,
      run(given, logged(0, tickAt(10)), timer('s2', 'go', ran('s2', 10), ticked('s2', 10))),
    )
  })

  it('an interrupt may come to the backup before the primary takes it, if the log says so', () => {
    const replayed = timer('s2', 'go', ran('s2', 10), ticked('s2', 10))
    expectHolds(sameState, run(logged(0, tickAt(10)), replayed, given))
    expectViolated(sameState, run(replayed, given), 'interrupt-of-its-own', 0)
  })

  it('an interrupt that comes late is found', () => {
    const late = timer('s2', 'go', ran('s2', 11), ticked('s2', 11))
    expectViolated(sameState, run(given, logged(0, tickAt(10)), late), 'interrupt-at-another-instruction')
    expectViolated(sameState, run(logged(0, tickAt(10)), late), 'interrupt-at-another-instruction')
  })

  it('a timestamp is an input', () => {
    const asked = timer('s1', 'tick', ran('s1', 10), timed('s1', 10, 700))
    expectHolds(sameState, run(asked, logged(0, timeAt(10, 700)), timer('s2', 'go', timed('s2', 10, 700))))
    expectViolated(sameState, run(asked, timer('s2', 'go', timed('s2', 10, 701))), 'another-timestamp')
    expectViolated(sameState, run(timer('s2', 'go', timed('s2', 10, 701))), 'timestamp-of-its-own')
  })

  it('an input that is left out is found at the next', () => {
    const both = timer('s1', 'tick', timed('s1', 5, 1), ticked('s1', 10))
    expectViolated(
      sameState,
      run(both, logged(0, tickAt(10)), timer('s2', 'go', ticked('s2', 10))),
      'another-input',
    )
  })

  it('a state that comes of something else is found', () => {
    const changed = {
      ...ticked('s2', 10),
      result: { count: 10, stopped: 'idle', outputs: [], digest: 99 },
    } as Effect
    expectViolated(sameState, run(given, logged(0, tickAt(10)), timer('s2', 'go', changed)), 'another-state')
  })

  it('who has gone live has a life of its own, after what it has acknowledged', () => {
    const lone = timer('s2', 'tick', ticked('s2', 40))
    expectHolds(sameState, run(given, logged(0, tickAt(10)), told('s2', 's2'), lone))
    expectViolated(
      sameState,
      run(
        given,
        logged(0, tickAt(10)),
        acknowledged(1),
        told('s2', 's2'),
        timer('s2', 'tick', timed('s2', 3, 3)),
      ),
      'acknowledged-entries-left-out',
    )
  })

  it('of a state that was taken over nothing is said', () => {
    const restored: Effect = { kind: 'snapshot-restored', node: 's2', writes: 3 }
    expectHolds(sameState, run(given, deliver('s1', 's2', { kind: 'State' }, restored, ticked('s2', 40))))
  })
})

describe('output-rule', () => {
  const made = timer('s1', 'tick', ran('s1', 20, one))
  const entries = [tickAt(10), outputAt(20, 1)] as const

  it('holds where the output waits for the entry that reaches it', () => {
    expectHolds(
      outputRule,
      run(made, logged(0, ...entries), acknowledged(2), timer('s1', 'x', release('s1', one))),
    )
  })

  it('an output that does not wait is found, and so is one that waits too short', () => {
    const left = timer('s1', 'x', release('s1', one))
    const early = 'released-before-the-acknowledgement'
    expectViolated(outputRule, run(made, logged(0, ...entries), left), early)
    expectViolated(outputRule, run(made, logged(0, ...entries), acknowledged(1), left), early)
    expectViolated(
      outputRule,
      run(made, left, logged(0, ...entries), acknowledged(2)),
      'released-without-a-log-entry',
      1,
    )
  })

  it('any later entry will do: it says that nothing happened before', () => {
    const left = timer('s1', 'x', release('s1', one))
    expectHolds(outputRule, run(made, logged(0, tickAt(25)), acknowledged(1), left))
  })

  it('who has won the test-and-set waits for nobody', () => {
    expectHolds(outputRule, run(made, told('s1', 's1', release('s1', one))))
  })

  it('an acknowledgement of what has not arrived is none', () => {
    expectViolated(outputRule, run(logged(1, tickAt(10)), acknowledged(2)), 'acknowledged-what-it-lacks', 2)
    expectHolds(outputRule, run(logged(1, tickAt(10)), logged(0, tickAt(5)), acknowledged(2)))
  })
})

describe('one-machine', () => {
  const made = [timer('s1', 'tick', ran('s1', 30, one, two)), timer('s2', 'go', ran('s2', 30, one, two))]
  const leaves = (server: string, ...outputs: Output[]): Part =>
    timer(server, 'x', ...outputs.map((each) => release(server, each)))

  it('holds for outputs in order, however often, from whichever server', () => {
    expectHolds(oneMachine, run(made, leaves('s1', one), leaves('s2', one, two), leaves('s1', two)))
    expectHolds(oneMachine, run(made, leaves('s1', two, one)))
  })

  it('an output that differs is found', () => {
    const other = output(2, 31, 1, 2, 2, 7)
    const differs = run(
      made,
      timer('s2', 'tick', ran('s2', 31, other)),
      leaves('s1', one, two),
      leaves('s2', other),
    )
    const because = expectViolated(oneMachine, differs, 'two-outputs-of-one-number')
    expect(because).toContain('output 2 of s1')
  })

  it('an output that was never made is found, and so is one that is left out', () => {
    expectViolated(oneMachine, run(made, leaves('s1', output(1, 20, 9))), 'output-never-made')
    expectViolated(oneMachine, run(made, leaves('s1', two), leaves('s1', one)), 'output-left-out', 2)
  })

  it('of what is no output at all the same is said', () => {
    const nonsense = timer('s1', 'x', sent('s1', 'switch', { kind: 'Release' }))
    expect(oneMachine.judge(run(made, nonsense))).toMatchObject({
      kind: 'violated',
      signature: 'output-never-made',
    })
  })
})

describe('one-live', () => {
  it('holds for the primary, and for a backup that has won', () => {
    const both = run(timer('s1', 'x', release('s1', one)), told('s2', 's2', release('s2', one)))
    expectHolds(oneLive, both)
  })

  it('a backup that acts is found, whether it asked or not', () => {
    const acts = timer('s2', 'x', release('s2', one))
    expectViolated(oneLive, run(acts, told('s2', 's2')), 'backup-acts', 0)
    expectViolated(
      oneLive,
      run(timer('s2', 'check', sent('s2', 'disk', { kind: 'TestAndSet' })), acts),
      'backup-acts',
    )
  })

  it('a loser that acts is found, primary or backup', () => {
    for (const [server, other] of [
      ['s1', 's2'],
      ['s2', 's1'],
    ] as const) {
      const acts = timer(server, 'x', release(server, one))
      expectViolated(oneLive, run(told(server, other), acts), 'loser-acts')
    }
  })

  it('only the disk says who has won', () => {
    const forged = deliver(
      's1',
      's2',
      Object.assign({ kind: 'TestAndSetResult' }, { holder: 's2' }),
      release('s2', one),
    )
    expectViolated(oneLive, run(forged), 'backup-acts')
  })
})

test('a message that is not as the contract says is no reason to fail', () => {
  const nonsense = [{ kind: 'Log' }, { kind: 'Log', after: 0, entries: [null] }, { kind: 'Acknowledgement' }]
  const parts = nonsense.map((message) => deliver('s1', 's2', message, sent('s2', 's1', message)))
  for (const judgement of [sameState, outputRule, oneMachine, oneLive]) expectHolds(judgement, run(...parts))
})

describe('the diagnosis', () => {
  it('says first that a server acts without the right to', () => {
    const traced = run(
      timer('s2', 'x', ticked('s2', 5)),
      timer('s2', 'y', ran('s2', 20, one), release('s2', one)),
    )
    const violated = sameState.judge(traced)
    if (violated.kind !== 'violated') throw new Error('expected a violation')
    expect(diagnose(traced, 'same-state', violated)?.rule).toBe('replay')
    expect(diagnose(traced, 'linearizable', { ...violated, entries: [1] })?.rule).toBe('test-and-set')
  })

  it('is silent about a run in which nothing is wrong', () => {
    const violated = { kind: 'violated', because: '', signature: 'x', entries: [0] } as const
    expect(diagnose(run(timer('s1', 'x', ran('s1', 5))), 'linearizable', violated)).toBeNull()
  })
})
