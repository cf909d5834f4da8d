import { describe, expect, it } from 'vitest'
import { noDuplicateWrites } from '../../properties/no-duplicate-writes.ts'
import type { Command } from '../../src/port/index.ts'
import { expectHolds, expectViolated } from './expectations.ts'
import { append, deliver, executed, get, invoke, request, trace } from './trace-builder.ts'

const judgement = noDuplicateWrites([])
const appendA = append('x', 'a')

describe('no-duplicate-writes', () => {
  it('a retry that is executed again in the same state is a duplicate', () => {
    const run = trace(
      invoke('c1', appendA),
      deliver('c1', 's1', request('c1', 1, 1, appendA), executed('s1', appendA, 1)),
      deliver('c1', 's1', request('c1', 1, 1, appendA), executed('s1', appendA, 2)),
    )
    expect(expectViolated(judgement, run, 'write-executed-again')).toBe(
      's1 executed append("x", "a"), which its state now holds 2 times, but it was invoked only 1 time',
    )
  })

  it('a retry at another server is a duplicate when the state came with the first execution in it', () => {
    const run = trace(
      invoke('c1', appendA),
      deliver('c1', 's1', request('c1', 1, 1, appendA), executed('s1', appendA, 1)),
      deliver('c1', 's2', request('c1', 1, 2, appendA), executed('s2', appendA, 2)),
    )
    expectViolated(judgement, run, 'write-executed-again')
  })

  it('primary and backup both execute a write, each once', () => {
    const run = trace(
      invoke('c1', appendA),
      deliver(
        'c1',
        's1',
        request('c1', 1, 1, appendA),
        executed('s2', appendA, 1),
        executed('s1', appendA, 1),
      ),
    )
    expectHolds(judgement, run)
  })

  it('a command that was invoked twice may be executed twice, but not before it was', () => {
    const first = [
      invoke('c1', appendA),
      deliver('c1', 's1', request('c1', 1, 1, appendA), executed('s1', appendA, 1)),
    ]
    const again = deliver('c2', 's1', request('c2', 1, 1, appendA), executed('s1', appendA, 2))
    expectHolds(judgement, trace(first, invoke('c2', appendA), again))
    expectViolated(judgement, trace(first, again, invoke('c2', appendA)), 'write-executed-again', 2)
  })

  it('the order of fields is no content', () => {
    const reordered = { value: 'a', key: 'x', op: 'append' } as Command
    expectHolds(
      judgement,
      trace(invoke('c1', appendA), deliver('c1', 's1', request('c1', 1, 1), executed('s1', reordered, 1))),
    )
  })

  it('reads may be executed again', () => {
    const read = deliver('c1', 's1', request('c1', 1, 1, get('x')), executed('s1', get('x'), 0, null))
    expectHolds(judgement, trace(invoke('c1', get('x')), read, read))
  })

  it('a server that goes back to an older state and executes again duplicates nothing', () => {
    const run = trace(
      invoke('c1', appendA),
      deliver('c1', 's1', request('c1', 1, 1, appendA), executed('s1', appendA, 1)),
      deliver(
        's2',
        's1',
        { kind: 'Transfer' },
        { kind: 'snapshot-restored', node: 's1', writes: 0 },
        executed('s1', appendA, 1),
      ),
    )
    expectHolds(judgement, run)
  })

  it('a write that no client invoked is none of the service', () => {
    const run = trace(deliver('c1', 's1', request('c1', 1, 1, appendA), executed('s1', appendA, 1)))
    expectViolated(judgement, run, 'write-never-invoked')
  })
})
