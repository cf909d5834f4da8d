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

test('short plain fields of the message stand beside what was found, as far as there is room', () => {
  expect(labelOfMessage({ kind: 'Got', view: 2, length: 3 } as never)).toBe('Got v2 length=3')
  expect(labelOfMessage({ kind: 'Installed', view: { number: 2 }, version: 0 } as never)).toBe(
    'Installed v2 version=0',
  )
  const many = { kind: 'Pull', viewNumber: 2, have: 10, from: 's1', of: 4 }
  expect(labelOfMessage(many as never)).toBe('Pull v2 have=10 from=s1')
  const forward = { kind: 'Forward', number: 7, request: request('c2', 1, 6, get) }
  expect(labelOfMessage(forward as never)).toBe('Forward v6 c2#1 get x number=7')
})

test('what a label says already it does not say again', () => {
  const flat = { kind: 'Do', client: 'c1', sequence: 2, viewNumber: 1, result: 'ok', index: 4 }
  expect(labelOfMessage(flat as never)).toBe('Do v1 c1#2 index=4 → "ok"')
  expect(labelOfMessage(request('c1', 3, 2, put))).toBe('Request v2 c1#3 put x a')
})

test('a field that is long, or no plain one, or for which there is no room, is left out', () => {
  const odd = { kind: 'Install', view: 2, note: 'n'.repeat(30), table: { size: 1 }, list: [1], from: null }
  expect(labelOfMessage(odd as never)).toBe('Install v2')
  const wide = { ...request('c1', 1, 1, { op: 'put', key: 'x', value: 'a'.repeat(25) } as never), index: 12 }
  expect(labelOfMessage(wide)).toBe(`Request v1 c1#1 put x ${'a'.repeat(25)} index=12`)
  expect(labelOfMessage({ ...wide, index: 12_345 } as never)).not.toContain('index')
})

test('a label stays short', () => {
  const long = { op: 'put', key: 'x', value: 'a'.repeat(200) } as never
  expect(labelOfCommand(long).length).toBeLessThanOrEqual(56)
  expect(labelOfMessage(request('c1', 1, 1, long)).length).toBeLessThanOrEqual(56)
})
