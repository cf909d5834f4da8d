import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scratch, splitbrain } from './run.ts'

const folder = scratch()

function checked(
  name: string,
  lines: readonly string[],
): { readonly err: string; readonly code: number | null } {
  writeFileSync(join(folder, name), `${lines.join('\n')}\n`)
  const { out, err, code } = splitbrain(['check', name], folder)
  expect(out).toBe('')
  return { err, code }
}

function line(
  input: object,
  output: object,
  times = '"call":1,"return":2',
  kind = '"kind":"returned"',
): string {
  return `{${kind},"client":"1","input":${JSON.stringify(input)},"output":${JSON.stringify(output)},${times}}`
}

const done = { kind: 'done' }
const add = { kind: 'add', amount: 9 }
const bank = '{"kind":"history","version":1,"model":"bank","initial":{"a":5}}'
const transfer = { kind: 'transfer', from: 'a', to: 'a', amount: 1 }
const etcd = (output: string): string =>
  `{"ClientId":1,"Input":{"Type":"range","Range":{"Start":"a","End":"","Limit":0,"Revision":0}},"Call":1,"Output":${output},"Return":2}`

describe('gets no verdict, and the exit code 2:', () => {
  test.each([
    [
      'a transfer to an account that nobody told of',
      'account.jsonl',
      [bank, line({ ...transfer, to: 'zed' }, done)],
      'account.jsonl: expected an account of "a", got "zed": say what each account has at first',
    ],
    [
      'a transfer of less than nothing',
      'negative.jsonl',
      [bank, line({ ...transfer, amount: -1 }, done)],
      'expected "amount" of "transfer" to be a whole number from 0 to 2^53 − 1',
    ],
    [
      'a sum that would be rounded',
      'sum.jsonl',
      [
        line({ kind: 'add', amount: 2 ** 53 - 1 }, done),
        line({ kind: 'add', amount: 2 }, done, '"call":3,"return":4'),
      ],
      'sum.jsonl: expected sums of at most 2^53 − 1 either way, got 9007199254740991 + 2: take a larger unit',
    ],
    [
      'a field that comes twice',
      'twice.jsonl',
      [line(add, done, '"call":1,"call":2,"return":2')],
      'twice.jsonl:1:101: expected "call" once in an object, got "\\"call\\":2',
    ],
    [
      'a field of an input that comes twice',
      'twice-inside.jsonl',
      [line(add, done).replace('"amount":9', '"amount":9,"amount":8')],
      'expected "amount" once in an object',
    ],
    [
      'a first line with two models',
      'header.jsonl',
      [bank.replace('"model"', '"model":"bank","model"')],
      'expected "model" once',
    ],
    [
      'a kind of operation that there is not',
      'kind.jsonl',
      [line(add, done, '"call":1,"return":2', '"kind":"ok"')],
      'kind.jsonl:1:2: expected "kind" to be "returned", "pending" or "failed", got "\\"kind\\":\\"ok\\"',
    ],
    [
      'an operation that returned, nobody says when',
      'return.jsonl',
      [line(add, done, '"call":1')],
      'expected "return" in an operation that is returned, got ',
    ],
    [
      'a process with a text for a number',
      'process.edn',
      ['{:type :invoke, :f :read, :value nil, :process "1", :time 10, :index 0}'],
      'expected a whole number, or a name such as :nemesis, as :process',
    ],
    [
      'what may be a register, or a counter',
      'reads.jsonl',
      [line({ kind: 'read' }, { kind: 'value', value: 0 })],
      'the history is not linearizable as one of register, but it is as one of counter: say --model register, or ',
    ],
    [
      'a list in JSON',
      'list.json',
      ['[', `${line(add, done)}`, ']'],
      'list.json:1:1: expected one JSON object a line, got a list of them',
    ],
    [
      'a row without its call',
      'call.csv',
      ['client,call,return,operation,key,answer', 'ann,,4,get,x,done'],
      'call.csv:2:1: expected a time as call, got ',
    ],
    [
      'a call of etcd at no time',
      'no-time.json',
      [etcd('{"Range":{"KVs":[],"Count":0}}').replace('"Call":1,', '')],
      '": add it',
    ],
    [
      'an answer of etcd to another question',
      'answer.json',
      [etcd('{}')],
      'expected the answer to a range: an object as "Range"',
    ],
    [
      'a call of etcd at two times',
      'call.json',
      [etcd('{"Range":{"KVs":[],"Count":0}}').replace('"Call":1', '"Call":1,"Call":2')],
      'expected "Call" once in an object',
    ],
  ])('%s', (_, name, lines, message) => {
    const { err, code } = checked(name, lines)
    expect(err).toContain(message)
    expect(err).not.toMatch(/\n {4}at /)
    expect(code).toBe(2)
  })

  test('but one in which nothing was answered gets one, and a remark', () => {
    writeFileSync(
      join(folder, 'open.jsonl'),
      `{"kind":"pending","client":"1","input":${JSON.stringify(add)},"call":1}\n`,
    )
    const { out, code } = splitbrain(['check', 'open.jsonl'], folder)
    expect(out).toMatch(
      /^✓ open\.jsonl: linearizable .*\n {2}Nothing was answered, so that nothing could be wrong\.\n$/,
    )
    expect(code).toBe(0)
  })

  test('but what is wrong with one file does not cost the others theirs', () => {
    writeFileSync(join(folder, 'good.jsonl'), `${line(add, done)}\n`)
    checked('account.jsonl', [bank, line({ ...transfer, to: 'zed' }, done)])
    const { out, err, code } = splitbrain(['check', 'account.jsonl', 'good.jsonl'], folder)
    expect(err).toContain('expected an account')
    expect(out).toContain('✓ good.jsonl')
    expect(code).toBe(2)
  })
})
