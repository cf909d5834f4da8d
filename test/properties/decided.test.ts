import { describe, expect, it } from 'vitest'
import { linearizable } from '../../properties/linearizable.ts'
import type { Command } from '../../src/port/index.ts'
import type { Effect, Entry, Trace } from '../../src/trace/index.ts'
import { expectHolds, expectViolated } from './expectations.ts'
import { deliver, finished, get, invoke, reply, timer, trace, type Part } from './trace-builder.ts'

const judgement = linearizable([])

type PutTime = Command & { readonly key: string; readonly decided?: number }

const putTime: PutTime = { op: 'putTime', key: 'x' }

function runOf(...parts: readonly Part[]): Trace {
  const run = trace(...parts)
  return { ...run, setup: { ...run.setup, service: 'non-deterministic' } }
}

function returns(client: string, result: number | null): Entry {
  return deliver('s1', client, reply(client, 1, 1, result), finished(client, result))
}

/** A machine decides what time it is. */
function decides(node: string, time: number): Entry {
  const decision: PutTime = { ...putTime, decided: time }
  const decided: Effect = { kind: 'decided', node, command: putTime, decision }
  return timer(node, 'any', decided)
}

function reads(...results: readonly (number | null)[]): readonly Part[] {
  return results.map((result) => [invoke('c2', get('x')), returns('c2', result)])
}

describe('a call whose outcome a machine decides', () => {
  const call = invoke('c1', putTime)

  it('returns what was decided, and that is what is read', () => {
    const done = [call, decides('s1', 5), returns('c1', 5)]
    expectHolds(judgement, runOf(done, reads(5)))
    const because = expectViolated(judgement, runOf(done, reads(9)), 'not-linearizable')
    expect(because).toContain('returned 9, which no order of the calls explains; in one that explains all')
    expect(because).toContain('it returns 5')
  })

  it('may have been decided several times, of which one counts', () => {
    for (const time of [5, 9]) {
      const done = [call, decides('s1', 5), decides('s2', 9), returns('c1', time)]
      expectHolds(judgement, runOf(done, reads(time, time)))
      expectViolated(judgement, runOf(done, reads(14 - time)), 'not-linearizable')
    }
  })

  it('returns nothing that nobody decided, or somebody before it was called', () => {
    const because = expectViolated(judgement, runOf(call, returns('c1', 7)), 'not-linearizable')
    expect(because).toContain('no machine had decided it')
    expectViolated(judgement, runOf(decides('s1', 7), call, returns('c1', 7)), 'not-linearizable')
    expectViolated(judgement, runOf(call, decides('s1', 5), returns('c1', 7)), 'not-linearizable')
  })

  it('may be pending and have happened in any way that was decided, late or never, but in one way only', () => {
    const pending = [call, decides('s1', 5), decides('s2', 9)]
    expectHolds(judgement, runOf(pending, reads(null, null)))
    expectHolds(judgement, runOf(pending, reads(null, 5, 5)))
    expectHolds(judgement, runOf(pending, reads(9, 9)))
    expectViolated(judgement, runOf(pending, reads(5, 9)), 'not-linearizable')
    expectViolated(judgement, runOf(pending, reads(7)), 'not-linearizable')
  })

  it('may be pending and undecided: then it has not happened', () => {
    expectHolds(judgement, runOf(call, reads(null)))
    expectViolated(judgement, runOf(call, reads(0)), 'not-linearizable')
  })

  it('of another client is decided for itself', () => {
    const both = [call, invoke('c2', putTime), decides('s1', 5), decides('s1', 6)]
    expectHolds(judgement, runOf(both, returns('c1', 6), returns('c2', 5), reads(5)))
    expectViolated(judgement, runOf(both, returns('c1', 6), returns('c2', 5), reads(7)), 'not-linearizable')
  })
})
