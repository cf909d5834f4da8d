import { describe, expect, it } from 'vitest'
import { linearizable } from '../../properties/linearizable.ts'
import type { Entry } from '../../src/trace/index.ts'
import { expectHolds, expectViolated } from './expectations.ts'
import { append, deliver, finished, get, invoke, put, reply, trace } from './trace-builder.ts'

const judgement = linearizable([])

function returns(client: string, result: string | null): Entry {
  return deliver('s1', client, reply(client, 1, 1, result), finished(client, result))
}

describe('linearizable', () => {
  it('holds where nothing has returned', () => {
    expectHolds(judgement, trace(invoke('c1', put('x', '1')), invoke('c2', get('x'))))
  })

  it('a read after an acknowledged write sees it', () => {
    const write = [invoke('c1', put('x', '1')), returns('c1', 'ok'), invoke('c2', get('x'))]
    expectHolds(judgement, trace(write, returns('c2', '1')))
    const because = expectViolated(judgement, trace(write, returns('c2', null)), 'not-linearizable')
    expect(because).toBe(
      'c2\'s call 1, get("x"), returned null, which no order of the calls explains; ' +
        'in one that explains all the others it returns "1"',
    )
  })

  it('a read during a write sees it or does not', () => {
    for (const result of ['1', null]) {
      expectHolds(
        judgement,
        trace(invoke('c1', put('x', '1')), invoke('c2', get('x')), returns('c2', result)),
      )
    }
  })

  it('what was seen once is not unseen', () => {
    const run = trace(
      invoke('c1', put('x', '1')),
      [invoke('c2', get('x')), returns('c2', '1')],
      [invoke('c2', get('x')), returns('c2', null)],
    )
    expectViolated(judgement, run, 'not-linearizable')
  })

  it('a pending write may take effect late, or never', () => {
    const pending = [invoke('c1', append('x', 'a')), invoke('c2', get('x')), returns('c2', null)]
    expectHolds(judgement, trace(pending))
    expectHolds(judgement, trace(pending, invoke('c2', get('x')), returns('c2', 'a')))
  })

  it('an append that was applied twice shows in what a call returns', () => {
    const run = trace(
      [invoke('c1', append('x', 'a')), returns('c1', 'a')],
      [invoke('c1', append('x', 'b')), returns('c1', 'aab')],
    )
    expectViolated(judgement, run, 'not-linearizable')
  })

  it('two appends that see each other in a circle have no order', () => {
    const run = trace(
      [invoke('c1', append('x', 'a')), invoke('c2', append('x', 'b'))],
      [returns('c1', 'ba'), returns('c2', 'ab')],
    )
    expectViolated(judgement, run, 'not-linearizable')
  })

  it('the fatal entry is the first return that no order explains, whatever came after', () => {
    const run = trace(
      [invoke('c1', put('x', '1')), returns('c1', 'ok'), invoke('c2', get('x')), returns('c2', null)],
      [invoke('c1', put('x', '2')), returns('c1', 'ok'), invoke('c2', get('x')), returns('c2', '1')],
    )
    expectViolated(judgement, run, 'not-linearizable', 3)
  })

  it('a pending write may explain a read, and is named in no blame', () => {
    const run = trace(
      [invoke('c1', put('x', '1')), invoke('c2', get('x')), returns('c2', '1')],
      [invoke('c2', get('x')), returns('c2', '2')],
    )
    expect(expectViolated(judgement, run, 'not-linearizable')).toContain('it returns "1"')
  })

  it('keys are judged apart, and the failing one is shown', () => {
    const run = trace(
      [invoke('c1', put('y', '1')), returns('c1', 'ok')],
      [invoke('c1', put('x', '1')), returns('c1', 'ok')],
      [invoke('c2', get('x')), returns('c2', '2')],
    )
    const verdict = judgement.judge(run)
    expect(verdict.kind === 'violated' ? verdict.entries : []).toEqual([2, 3, 4, 5])
  })

  it('calls that follow each other in neighbouring entries are in order', () => {
    const run = trace(
      [invoke('c1', put('x', '1')), returns('c1', 'ok')],
      [invoke('c2', put('x', '2')), returns('c2', 'ok')],
      [invoke('c1', get('x')), returns('c1', '1')],
    )
    expectViolated(judgement, run, 'not-linearizable')
  })
})
