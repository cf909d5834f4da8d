import { describe, expect, test } from 'vitest'
import { explain, type Row } from '../../src/explain/index.ts'
import { rowsMax } from '../../src/explain/fold.ts'
import { primaryBackup } from '../../src/labs/primary-backup/lab.ts'
import type { Entry, Trace } from '../../src/trace/index.ts'
import { crash, deliver, get, invoke, ping, request, sent, timer, traceOf, viewReply } from './story.ts'

function explained(trace: Trace, fatal: number = trace.entries.length - 1) {
  return explain({
    detail: 'full',
    trace,
    judgement: { name: 'progress', claim: 'every call returns', source: 'slide 39' },
    violated: { kind: 'violated', because: 'it did not', signature: 'unheard-of', entries: [fatal] },
    lab: primaryBackup,
    placement: null,
    replay: null,
  })
}

const rowsOf = (trace: Trace, fatal?: number): readonly Row[] => explained(trace, fatal).diagram.rows
const ask = request('c1', 1, 1, get)
const end = timer('s1', 'end')

describe('messages', () => {
  test('what never arrives is lost where it is sent', () => {
    const rows = rowsOf(traceOf([invoke('c1', get, sent('c1', 's1', ask)), end]))
    expect(rows).toContainEqual(expect.objectContaining({ kind: 'lost', step: 1, from: 'c1', to: 's1' }))
  })

  test('what arrives, even later, is not', () => {
    const rows = rowsOf(traceOf([invoke('c1', get, sent('c1', 's1', ask)), end, deliver('c1', 's1', ask)]))
    expect(rows.filter(({ kind }) => kind === 'lost')).toEqual([])
  })

  test('what is sent last is not lost yet', () => {
    const rows = rowsOf(traceOf([invoke('c1', get, sent('c1', 's1', ask))]))
    expect(rows.filter(({ kind }) => kind === 'lost')).toEqual([])
  })

  test('pings are not missed', () => {
    const rows = rowsOf(traceOf([timer('s1', 'ping', sent('s1', 'vs', ping(1))), end]))
    expect(rows.filter(({ kind }) => kind === 'lost')).toEqual([])
  })

  test('a copy is said to arrive again, a late one when it was sent', () => {
    const news = timer('vs', 'check', sent('vs', 's1', viewReply(2, 's1', null)))
    const call = invoke('c1', get, sent('c1', 's1', ask))
    const rows = rowsOf(traceOf([call, deliver('c1', 's1', ask), news, deliver('c1', 's1', ask)]))
    const remarks = rows.flatMap((row) => (row.kind === 'message' ? [row.remark] : []))
    expect(remarks).toEqual([null, 'arrives again; sent at step 1, before view 2'])
    const late = rowsOf(traceOf([call, news, deliver('c1', 's1', ask)]))
    expect(late.find((row) => row.kind === 'message')).toMatchObject({
      remark: 'late: sent at step 1, before view 2',
    })
  })

  test('a new view is told once, across all lanes', () => {
    const view = viewReply(1, 's1', 's2')
    const rows = rowsOf(
      traceOf([
        deliver('s1', 'vs', ping(0), sent('vs', 's1', view), sent('vs', 's2', view)),
        deliver('s2', 'vs', ping(0), sent('vs', 's2', view)),
      ]),
    )
    expect(rows.filter(({ kind }) => kind === 'banner')).toEqual([
      { kind: 'banner', step: 1, atMs: null, text: 'view 1: primary s1, backup s2' },
    ])
  })
})

test('lanes are those of nodes that do something, and end with a crash', () => {
  const { lanes } = explained(
    traceOf([deliver('c1', 's1', ask), crash('s1')], { clients: ['c1', 'c2'] }),
  ).diagram
  expect(lanes).toEqual([
    { node: 'c1', fromStep: 0, untilStep: null },
    { node: 's1', fromStep: 0, untilStep: 2 },
  ])
})

test('who never answers has a lane, too', () => {
  const { lanes } = explained(traceOf([invoke('c1', get, sent('c1', 's2', ask)), end])).diagram
  expect(lanes.map(({ node }) => node)).toEqual(['c1', 's1', 's2'])
})

describe('a long story', () => {
  const talk = (i: number): Entry => deliver('s1', 'vs', ping(i % 3))
  const long = traceOf([
    ...Array.from({ length: 200 }, (_, i) => talk(i)),
    invoke('c1', get, sent('c1', 's1', ask)),
    ...Array.from({ length: 200 }, (_, i) => (i % 4 === 0 ? deliver('c1', 's1', ask) : talk(i))),
    crash('s2'),
    ...Array.from({ length: 200 }, (_, i) => talk(i)),
  ])

  test('is folded, and no step is forgotten', () => {
    const rows = rowsOf(long, 420)
    expect(rows.length).toBeLessThanOrEqual(rowsMax)
    const folded = rows.reduce((sum, row) => sum + (row.kind === 'folded' ? row.steps : 0), 0)
    const steps = new Set(rows.flatMap((row) => (row.kind === 'folded' ? [] : [row.step])))
    expect(folded + steps.size).toBe(long.entries.length)
  })

  test('keeps the call, the crash and the fatal step', () => {
    const rows = rowsOf(long, 420)
    expect(rows).toContainEqual(expect.objectContaining({ kind: 'note', what: 'call', step: 201 }))
    expect(rows).toContainEqual(expect.objectContaining({ kind: 'note', what: 'crash', step: 402 }))
    expect(rows).toContainEqual(expect.objectContaining({ kind: 'fatal', step: 421 }))
    expect(rows).toContainEqual(expect.objectContaining({ kind: 'message', step: 421 }))
  })

  test('names what it leaves out', () => {
    expect(rowsOf(long, 420).find(({ kind }) => kind === 'folded')).toMatchObject({ kinds: ['Ping'] })
  })

  test('a short one is told in full', () => {
    const short = traceOf(Array.from({ length: 30 }, (_, i) => talk(i)))
    expect(rowsOf(short).filter(({ kind }) => kind === 'message')).toHaveLength(30)
  })
})

test('calls are intervals of steps', () => {
  const { calls } = explained(
    traceOf([
      end,
      invoke('c1', get),
      deliver('s1', 'c1', ask, { kind: 'finished', client: 'c1', result: 'a' }),
      invoke('c1', get),
    ]),
  )
  expect(calls).toMatchObject([
    { client: 'c1', number: 1, label: 'get x', fromStep: 2, toStep: 3, result: '"a"', place: 'open' },
    { client: 'c1', number: 2, fromStep: 4, toStep: null, result: null },
  ])
})
