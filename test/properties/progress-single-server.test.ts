import { describe, expect, it } from 'vitest'
import { judgements } from '../../properties/index.ts'
import { progress } from '../../properties/progress.ts'
import { diagnoseSingleServer } from '../../properties/progress/single-server.ts'
import type { Calm, Trace } from '../../src/trace/index.ts'
import { expectHolds, expectVacuous, expectViolated } from './expectations.ts'
import {
  at,
  calm,
  crash,
  deliver,
  executed,
  finished,
  get,
  invoke,
  reply,
  request,
  sent,
  timer,
  timerSet,
  trace,
  type Part,
} from './trace-builder.ts'

const judgement = progress([], diagnoseSingleServer)
const waiting = at(
  1_100,
  invoke('c1', get('x'), sent('c1', 's1', request('c1', 1, 0)), timerSet('c1', 'retry', 100)),
)

function alone(rest: Partial<Calm>, ...parts: readonly Part[]): Trace {
  const setup = { lab: 'single-server', service: 'key-value', servers: ['s1'], clients: ['c1', 'c2'] }
  return { ...trace(...parts), setup, calm: calm(1_000, 6_000, rest) }
}

describe('progress of a single server', () => {
  it('holds when every call has returned', () => {
    expectHolds(
      judgement,
      alone({}, waiting, at(1_110, deliver('s1', 'c1', reply('c1', 1, 0), finished('c1', null)))),
    )
  })

  it('a server that is up answers', () => {
    expectViolated(judgement, alone({}, waiting), 'server-does-not-answer')
  })

  it('a server that executes must not keep the result', () => {
    const executes = (key: string): Part =>
      at(1_300, deliver('c1', 's1', request('c1', 1, 0), executed('s1', get(key), 1, null)))
    const replies = at(1_301, timer('s1', 'x', sent('s1', 'c1', reply('c1', 1, 0))))
    expectViolated(judgement, alone({}, waiting, executes('x')), 'server-keeps-the-result')
    expectViolated(judgement, alone({}, waiting, executes('x'), replies), 'server-does-not-answer')
    expectViolated(judgement, alone({}, waiting, executes('y')), 'server-does-not-answer')
  })

  it('when the only server is dead there is no backup', () => {
    expectVacuous(judgement, alone({}, at(9, crash('s1')), waiting), 'stuck-no-backup')
  })

  it('a client that is cut off is not served', () => {
    expectVacuous(judgement, alone({ severed: [{ from: 's1', to: 'c1' }] }, waiting), 'stuck-client-cut-off')
  })
})

describe('the judgements of each lab', () => {
  it('carry distinct names, claims and sources', () => {
    for (const ofLab of Object.values(judgements)) {
      expect(new Set(ofLab.map(({ name }) => name)).size).toBe(ofLab.length)
      for (const { claim, source } of ofLab) {
        expect(claim).not.toBe('')
        expect(source).not.toBe('')
      }
    }
  })
})
