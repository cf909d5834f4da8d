import { expect, test } from 'vitest'
import { sameState } from '../../properties/same-state.ts'
import type { Effect, Trace } from '../../src/trace/index.ts'
import { expectViolated } from './expectations.ts'
import { deliver, sent, timer, trace } from './trace-builder.ts'

type Stopped = 'count' | 'idle' | 'timestamp'

function executed(node: string, command: { readonly op: string }, stopped: Stopped, digest: number): Effect {
  const result = { count: 10, stopped, outputs: [], digest }
  return { kind: 'executed', node, command, result, write: true, times: 1 }
}

/** Both machines run to 10 and are given a tick there; why each stood there is said. */
function bothTicked(first: Stopped, second: Stopped): Trace {
  const interrupt = { device: 'timer' }
  const log = { kind: 'Log', after: 0, entries: [{ count: 10, event: { kind: 'interrupt', interrupt } }] }
  const ticked = (node: string, stopped: Stopped, digest: number): readonly Effect[] => [
    executed(node, Object.assign({ op: 'run' }, { until: 10 }), stopped, 1),
    executed(node, Object.assign({ op: 'interrupt' }, { interrupt }), stopped, digest),
  ]
  return trace(
    timer('s1', 'tick', ...ticked('s1', first, 2)),
    timer('s1', 'tick', sent('s1', 's2', log)),
    deliver('s1', 's2', log),
    timer('s2', 'go', ...ticked('s2', second, 3)),
  )
}

test('an interrupt that comes on the other side of a question is told by the question', () => {
  const told = bothTicked('timestamp', 'count')
  expectViolated(sameState, told, 'interrupt-at-a-question')
  const said = 'the machine of s1 had asked for the time by then, and that of s2 had not'
  expect(sameState.judge(told)).toHaveProperty('because', expect.stringContaining(said))
  expectViolated(sameState, bothTicked('count', 'timestamp'), 'interrupt-at-a-question')
})

test('machines that both had asked, or neither, differ for another reason', () => {
  expectViolated(sameState, bothTicked('timestamp', 'timestamp'), 'another-state')
  expectViolated(sameState, bothTicked('count', 'idle'), 'another-state')
})
