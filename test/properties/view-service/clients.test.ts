import { describe, expect, it } from 'vitest'
import { viewService } from '../../../properties/view-service.ts'
import type { Entry } from '../../../src/trace/index.ts'
import { expectHolds, expectViolated } from '../expectations.ts'
import {
  deliver,
  finished,
  get,
  getView,
  invoke,
  refusal,
  reply,
  request,
  sent,
  timer,
  trace,
  twoViews,
  view,
} from '../trace-builder.ts'

describe('view-service: contact of clients', () => {
  const told = deliver('vs', 'c1', view(2, 's1', 's2'))
  const asks = sent('c1', 'vs', getView)

  /** A call that asks for the view, is told the one it knows, and is answered in it. */
  function askingCall(sequence: number): readonly Entry[] {
    return [
      invoke('c1', get('x'), asks),
      deliver('vs', 'c1', view(2, 's1', 's2'), sent('c1', 's1', request('c1', sequence, 2))),
      deliver('s1', 'c1', reply('c1', sequence, 2), finished('c1', null)),
    ]
  }
  const calls = [1, 2, 3, 4].map(askingCall)

  it('a client that knows the view does not ask on every call', () => {
    const run = trace(twoViews, told, calls)
    const because = expectViolated(viewService, run, 'client-asks-on-every-call', -3)
    expect(because).toContain('c1 asked the view server during each of 4 calls in a row')
  })

  it('asking after each answer is asking on every call', () => {
    const after = [1, 2, 3, 4].map((sequence) => [
      invoke('c1', get('x'), sent('c1', 's1', request('c1', sequence, 2))),
      deliver('s1', 'c1', reply('c1', sequence, 2), finished('c1', null), asks),
      deliver('vs', 'c1', view(2, 's1', 's2')),
    ])
    expectViolated(viewService, trace(twoViews, told, after.flat()), 'client-asks-on-every-call', -2)
  })

  it('the calls until it knows a view do not count', () => {
    expectHolds(viewService, trace(twoViews, calls))
    expectHolds(viewService, trace(twoViews, deliver('vs', 'c1', view(2, null, null)), calls.slice(1)))
  })

  it.each<[string, readonly Entry[]]>([
    ['a timer of its fired', [timer('c1', 'poll')]],
    ['it was refused', [deliver('s1', 'c1', refusal('c1', 1, 3))]],
    [
      'it was told a new view',
      [deliver('vs', 'c1', view(3, 's2', null)), deliver('vs', 'c1', view(2, 's1', 's2'))],
    ],
    ['an old reply reached it', [deliver('s1', 'c1', reply('c1', 1, 2))]],
  ])('it may ask where %s', (_, cause) => {
    const [first = [], second = [], ...others] = calls
    expectHolds(viewService, trace(twoViews, told, first, second, cause, others.flat()))
    const during = [...second.slice(0, 1), ...cause, ...second.slice(1)]
    expectHolds(viewService, trace(twoViews, told, first, during, others.flat()))
  })

  it('it may ask where it was answered in another view than it knows', () => {
    const other = [1, 2, 3, 4, 5].map((sequence) => [
      invoke('c1', get('x'), asks),
      deliver('s1', 'c1', reply('c1', sequence, 1), finished('c1', null)),
    ])
    expectHolds(viewService, trace(twoViews, told, other.flat()))
  })

  it('a client that polls by a timer asks during every call, and may', () => {
    const polling = [1, 2, 3, 4, 5].map((sequence) => [
      invoke('c1', get('x'), sent('c1', 's1', request('c1', sequence, 2))),
      timer('c1', 'poll', asks),
      deliver('vs', 'c1', view(2, 's1', 's2')),
      deliver('s1', 'c1', reply('c1', sequence, 2), finished('c1', null)),
    ])
    expectHolds(viewService, trace(twoViews, told, polling.flat()))
  })

  it('calls that do not ask end the row', () => {
    const quiet = [
      invoke('c1', get('x'), sent('c1', 's1', request('c1', 9, 2))),
      deliver('s1', 'c1', reply('c1', 9, 2), finished('c1', null)),
    ]
    expectHolds(viewService, trace(twoViews, told, calls.slice(0, 3).flat(), quiet, calls.slice(1).flat()))
  })
})
