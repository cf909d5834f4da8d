import { describe, expect, it } from 'vitest'
import { marksOf } from '../../src/labs/primary-backup/marks.ts'
import type { Entry, Trace } from '../../src/trace/index.ts'
import {
  announce,
  at,
  calm,
  crash,
  deliver,
  failover,
  finished,
  get,
  invoke,
  join,
  ping,
  put,
  reply,
  request,
  sent,
  timer,
  trace,
  twoViews,
  type Part,
} from '../properties/trace-builder.ts'

const forward = { kind: 'Forward' }

function marks(...parts: readonly Part[]): readonly string[] {
  return [...marksOf(trace(...parts))].toSorted()
}

function restored(writes: number): Entry {
  return deliver('s1', 's2', { kind: 'Transfer' }, { kind: 'snapshot-restored', node: 's2', writes })
}

function answered(ms: number): Trace {
  const answer = deliver('s1', 'c1', reply('c1', 1, 1), finished('c1', null))
  return { ...trace(invoke('c1', get('x')), at(ms, answer)), calm: calm(1_000, 2_000) }
}

describe('marks', () => {
  it('a run in which nothing happens has none', () => {
    expect(marks()).toEqual([])
  })

  it('views that are acknowledged, and a backup', () => {
    expect(marks(twoViews.slice(0, 1))).toEqual([])
    expect(marks(twoViews.slice(0, 3))).toEqual(['view formed'])
    expect(marks(twoViews)).toEqual(['backup added', 'view formed'])
  })

  it('a failover counts when the former backup has acknowledged', () => {
    expect(marks(twoViews, failover.slice(0, 3))).not.toContain('failover')
    expect(marks(twoViews, failover)).toContain('failover')
  })

  it('a server is deposed while it is up, or was dead before', () => {
    expect(marks(twoViews, failover)).toContain('deposed server up')
    expect(marks(twoViews, crash('s1'), failover)).not.toContain('deposed server up')
  })

  it('a backup is deposed when it is dropped, not when it is promoted', () => {
    const dropped = announce(3, 's1', null, timer('vs', 'check'))
    expect(marks(twoViews, dropped)).toContain('deposed server up')
    expect(marks(twoViews, crash('s2'), dropped)).not.toContain('deposed server up')
    expect(marks(twoViews.slice(0, 2), twoViews.slice(2))).not.toContain('deposed server up')
    expect(marks(twoViews, crash('s1'), announce(3, 's2', 's3', timer('vs', 'check')))).not.toContain(
      'deposed server up',
    )
  })

  it('calls that return, and calls at one time', () => {
    const write = [invoke('c1', put('x', '1')), deliver('s1', 'c1', reply('c1', 1, 1), finished('c1', 'ok'))]
    const read = [invoke('c2', get('x')), deliver('s1', 'c2', reply('c2', 1, 1), finished('c2', '1'))]
    expect(marks(write, read)).toEqual(['read answered', 'write acknowledged'])
    expect(marks(write.slice(0, 1), read)).toEqual(['concurrent calls', 'read answered'])
  })

  it('an answer in the calm is one that came in it', () => {
    expect(marksOf(answered(1_000))).toContain('answer in calm')
    expect(marksOf(answered(999))).not.toContain('answer in calm')
  })

  it('a request that arrives twice, and one that arrives at two primaries', () => {
    const first = deliver('c1', 's1', request('c1', 1, 2))
    const second = deliver('c1', 's2', request('c1', 1, 3))
    expect(marks(twoViews, first, failover)).not.toContain('retry')
    expect(marks(twoViews, first, first)).toContain('retry')
    expect(marks(twoViews, first, second, failover)).not.toContain('retry after failover')
    expect(marks(twoViews, first, failover, second)).toContain('retry after failover')
  })

  it('a request during a state transfer', () => {
    const early = deliver('c1', 's1', request('c1', 1, 2))
    expect(marks(twoViews.slice(0, 3), early, twoViews.slice(3))).toContain('operation during transfer')
    expect(marks(twoViews, early)).not.toContain('operation during transfer')
  })

  it('a state that was taken over, by a snapshot or a log', () => {
    expect(marks(restored(1))).toContain('state transfer')
    expect(marks(restored(0))).not.toContain('state transfer')
    const again = [announce(4, 's2', 's3', deliver('s3', 'vs', ping(0)))]
    expect(marks(twoViews, failover, again)).not.toContain('state transfer')
    const acked = deliver('s2', 'vs', ping(4))
    expect(marks(twoViews, failover, again, acked)).toContain('state transfer')
  })

  it('a message between servers from an older view, whether the very object or its like', () => {
    const send = timer('s1', 'forward', sent('s1', 's2', forward))
    for (const message of [forward, { ...forward }]) {
      const arrives = deliver('s1', 's2', message)
      expect(marks(twoViews, send, arrives, failover)).not.toContain('old message')
      expect(marks(twoViews, send, failover, arrives)).toContain('old message')
    }
  })

  it('crashes and joins', () => {
    expect(marks(crash('s1'), join('s4'))).toEqual(['crash', 'join'])
  })
})
