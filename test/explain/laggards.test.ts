import { describe, expect, test } from 'vitest'
import { diagnose } from '../../src/labs/primary-backup/diagnosis.ts'
import type { Diagnosis, Entry } from '../../src/trace/index.ts'
import { deliver, get, invoke, ping, request, sent, timer, traceOf, viewReply } from './story.ts'

/* Who was told a view and goes on in an older one is told so, and not what comes of it. */

const view1 = viewReply(1, 's1', null)
const view2 = viewReply(2, 's2', null)
const refusal = (viewNumber: number) => ({
  kind: 'Refusal',
  id: { client: 'c1', sequence: 1 },
  viewNumber,
})

const opening: readonly Entry[] = [
  deliver('s1', 'vs', ping(0), sent('vs', 's1', view1)),
  deliver('vs', 'c1', view1),
  invoke('c1', get, sent('c1', 's1', request('c1', 1, 1, get))),
  deliver('s2', 'vs', ping(0), sent('vs', 's2', view2)),
]

function told(node: string): Entry {
  return deliver('vs', node, view2)
}

function asks(viewNumber: number): Entry {
  return timer('c1', 'retry', sent('c1', 's1', request('c1', 1, viewNumber, get)))
}

function refuses(viewNumber: number): Entry {
  return deliver('c1', 's2', request('c1', 1, 2, get), sent('s2', 'c1', refusal(viewNumber)))
}

function diagnosed(signature: string, ...entries: readonly Entry[]): Diagnosis | null {
  const trace = traceOf([...opening, ...entries])
  return diagnose(trace, 'progress', { kind: 'violated', because: 'nobody answers', signature, entries: [] })
}

describe('who goes on in an old view', () => {
  test('is named: a client', () => {
    expect(diagnosed('client-does-not-learn-the-view', told('c1'), asks(1), asks(1))).toMatchObject({
      rule: 'progress',
      sentence: 'c1 was told view 2, and goes on in view 1',
      at: 5,
    })
  })

  test('is named: a server', () => {
    expect(diagnosed('view-never-acknowledged', told('s2'), refuses(1))).toMatchObject({
      sentence: 's2 was told view 2, and goes on in view 1',
      at: 5,
    })
  })

  test('is not blamed when nobody has told it', () => {
    const diagnosis = diagnosed('client-does-not-learn-the-view', asks(1), told('c1'))
    expect(diagnosis?.sentence).toBe('the client goes on in an old view, and is rightly refused')
  })

  test('is not blamed when it has learned it in the end', () => {
    const learned = [told('c1'), asks(1), asks(2), told('s2'), refuses(2)]
    const diagnosis = diagnosed('server-refuses', ...learned)
    expect(diagnosis?.sentence).toMatch(/^it is the primary of the view/)
  })
})
