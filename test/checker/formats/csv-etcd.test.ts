import { describe, expect, test } from 'vitest'
import { formatNamed, readWhole, type ModelName, type Reading } from '#checker/formats'

function read(format: string, text: string, model?: ModelName): Reading<unknown, unknown> {
  const named = formatNamed(format)
  if (named === undefined) throw new Error(`there is no format ${format}`)
  return readWhole(named.read(model), text)
}

describe('CSV', () => {
  const header = 'client,call,return,operation,key,value,amount,answer,result'

  test('has text for values, and numbers where the model counts', () => {
    const counter = `${header}\r\na,1,2,add,,,5,done,\r\nb,3,4,read,,,,value,5\r\n`
    expect(read('csv', counter)).toMatchObject({
      models: ['counter'],
      operations: [{ input: { kind: 'add', amount: 5 } }, { output: { kind: 'value', value: 5 } }],
    })
    const register = `${header}\na,1,2,write,,5,,written,\nb,3,4,read,,,,value,5\n`
    expect(read('csv', register)).toMatchObject({
      models: ['register'],
      operations: [{ input: { kind: 'write', value: '5' } }, { output: { kind: 'value', value: '5' } }],
    })
  })

  test.each([
    ['client,call,return,operation\n', 1, 'a column named answer'],
    [`${header},node\n`, 1, 'only columns of client, call,'],
    [`${header},key\n`, 1, 'only columns of client, call,'],
    [`${header}\na,1,2\n`, 2, '9 cells, one a column'],
    [`${header}\na,1,2,"read"x,,,,value,5\n`, 2, 'cells with quotes around the whole or nowhere'],
    [`${header}\na,1,2,"read,,,,value,5\n`, 2, 'a quote that ends the cell'],
    [`${header}\na,1,2,peek,,,,value,5\n`, 2, 'an operation that one of the models has (read, '],
    [`${header}\na,1,2,read,,,7,value,5\n`, 2, 'read, or read with key, and no other fields'],
    [
      `${header}\na,1,2,enqueue,,7,,done,\nb,3,4,pop,,,,empty,\n`,
      3,
      'an operation of queue (enqueue, dequeue)',
    ],
    [`${header}\na,1,2,add,,,x,done,\n`, 2, 'amount to be a whole number'],
    [`${header}\na,1,2,read,,,,written,\n`, 2, 'one of value as answer, or failed'],
    [`${header}\na,1,2,write,,5,,written,5\n`, 2, 'no result with the answer written'],
    [
      `${header}\na,1700000000000000001,1700000000000000002,read,,,,value,5\n`,
      2,
      'call to be a whole number',
    ],
    [`${header}\na,,2,read,,,,value,5\n`, 2, 'a time as call'],
    [`${header}\na,4,2,read,,,,value,5\n`, 2, 'a return not before the call'],
    [`${header}\na,1,,read,,,,value,5\n`, 2, 'a return, for there is an answer'],
    [`${header}\n,1,2,read,,,,value,5\n`, 2, 'a name as client'],
    [`${header}\na,1,4,read,,,,value,5\na,3,5,read,,,,value,5\n`, 3, 'a call of client a at 4 or later'],
    [`${header}\n`, 2, 'an operation'],
  ])('%j is malformed', (text, line, expected) => {
    expect(read('csv', text)).toMatchObject({
      kind: 'malformed',
      line,
      message: expect.stringContaining(`expected ${expected}`),
    })
  })
})

describe('etcd', () => {
  const request = (
    input: object,
    output: object,
    times: readonly [number, number] = [1, 2],
    client = 1,
  ): string =>
    `${JSON.stringify({ ClientId: client, Input: input, Call: times[0], Output: output, Return: times[1] })}\n`
  const transaction = (operations: readonly object[], conditions: readonly object[] = []): object => ({
    Type: 'txn',
    Txn: { Conditions: conditions, OperationsOnSuccess: operations, OperationsOnFailure: null },
  })
  const put = (value: object, lease = 0): object => ({
    Type: 'put-operation',
    Put: { Key: 'k', Value: value, LeaseID: lease },
  })
  const range = (more: object): object => ({
    Type: 'range',
    Range: { Start: 'k', End: '', Limit: 0, Revision: 0, ...more },
  })
  const done = { Txn: { Failure: false, Results: [{}] }, Error: '' }
  const ok = request(transaction([put({ Value: 'a' })]), done)

  test('a long value is what its hash is, whether it is written as one or the other', () => {
    const text = 'a'.repeat(20)
    const answer = {
      Range: { KVs: [{ Key: 'k', Value: { Hash: 0x2e_e9_a4_b5 }, ModRevision: 2 }], Count: 1 },
    }
    const reading = read(
      'etcd',
      request(transaction([put({ Value: text })]), done) + request(range({}), answer, [3, 4]),
    )
    const values =
      reading.kind === 'history' ? reading.operations.map((operation) => JSON.stringify(operation)) : []
    expect(values).toEqual([
      expect.stringContaining('a long value of hash '),
      expect.stringContaining('a long value of hash '),
    ])
  })

  test('what touches no key, or is a read of an old revision, is passed over', () => {
    const others = ['leaseGrant', 'leaseRevoke', 'defragment', 'compact'].map((Type) =>
      request({ Type }, {}, [3, 4]),
    )
    const reading = read('etcd', ok + others.join('') + request(range({ Revision: 3 }), {}, [5, 6]))
    expect(reading).toMatchObject({ operations: [{ input: { kind: 'put' } }] })
    expect(reading.kind === 'history' && reading.operations.length).toBe(1)
  })

  test('an error leaves a request pending, and its client goes on as another', () => {
    const failed = request(transaction([put({ Value: 'b' })]), { ...done, Error: 'timeout' }, [3, 0])
    expect(read('etcd', ok + failed)).toMatchObject({ operations: [{}, { kind: 'pending', call: 3 }] })
    expect(read('etcd', ok + failed + request(range({}), { Range: { KVs: null } }, [5, 6]))).toMatchObject({
      kind: 'malformed',
      line: 3,
      message: expect.stringContaining(
        'expected no request of client 1 while that of line 2 is under way, for ever',
      ),
    })
  })

  test('the files of several clients may follow each other', () => {
    expect(read('etcd', request(range({}), { Range: { KVs: [] } }, [9, 10], 2) + ok)).toMatchObject({
      kind: 'history',
    })
  })

  test.each([
    [request(range({ End: 'l' }), {}), 'a range of one key'],
    [
      request(transaction([put({ Value: 'a' }), put({ Value: 'b' })]), done),
      'a transaction of one operation',
    ],
    [request(transaction([put({ Value: 'a' }, 7)]), done), 'a key, a value and no lease to put'],
    [
      request(transaction([put({ Value: 'a' })], [{ Key: 'k', ExpectedRevision: 4 }]), done),
      'no condition, or that the key to put is not there',
    ],
    [
      request(transaction([put({ Value: 'a' })], [{ Key: 'j', ExpectedRevision: 0 }]), done),
      'no condition, or that the key to put is not there',
    ],
    [request(range({}), { Range: { KVs: [{ Key: 'j', Value: { Value: 'a' } }] } }), 'the value of "k" alone'],
    [request({ Type: 'watch' }, {}), 'one of "range", "txn"'],
    [request(range({}), { Range: {} }, [2, 1]), '"Return" not before "Call"'],
    [ok.replace('"Call":1', '"Call":1700000000000000001'), '"Call" to be a whole number'],
    [request({ Type: 'compact' }, {}), 'a request that reads or writes a key'],
  ])('%j is malformed', (text, expected) => {
    expect(read('etcd', text)).toMatchObject({
      kind: 'malformed',
      message: expect.stringContaining(`expected ${expected}`),
    })
  })
})
