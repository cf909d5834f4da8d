import { expect, test } from 'vitest'
import { labelOfCommand, labelOfMessage } from '../../src/explain/label.ts'
import { get, put, reply, request, viewReply } from './story.ts'

test('a label says the view, the request and the command, wherever they stand', () => {
  expect(labelOfMessage(request('c1', 3, 2, put))).toBe('Request v2 c1#3 put x a')
  expect(labelOfMessage(reply('c1', 3, 2, null))).toBe('Reply v2 c1#3 → null')
  expect(labelOfMessage(viewReply(4, 's1', null))).toBe('ViewReply v4')
  const forward = { kind: 'Sync', currentView: { number: 7 }, entry: { request: request('c2', 1, 6, get) } }
  expect(labelOfMessage(forward)).toBe('Sync v7 c2#1 get x')
})

test('the outermost of several views counts', () => {
  const nested = { kind: 'Forward', request: request('c1', 1, 2, put), viewNumber: 3 }
  expect(labelOfMessage(nested)).toBe('Forward v3 c1#1 put x a')
})

test('a message of unknown shape shows its shortest plain fields', () => {
  expect(labelOfMessage({ kind: 'Log', entries: [], from: 12, upToAndIncluding: 19 } as never)).toBe(
    'Log from=12 upToAndIncluding=19',
  )
  expect(labelOfMessage({ kind: 'Hello' })).toBe('Hello')
})

test('a label stays short', () => {
  const long = { op: 'put', key: 'x', value: 'a'.repeat(200) } as never
  expect(labelOfCommand(long).length).toBeLessThanOrEqual(56)
  expect(labelOfMessage(request('c1', 1, 1, long)).length).toBeLessThanOrEqual(56)
})
