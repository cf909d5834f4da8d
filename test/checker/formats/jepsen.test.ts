import { describe, expect, test } from 'vitest'
import { formatNamed, readWhole, type Reading } from '#checker/formats'

function read(format: string, ...lines: readonly string[]): Reading<unknown, unknown> {
  const named = formatNamed(format)
  if (named === undefined) throw new Error(`there is no format ${format}`)
  return readWhole(named.read(undefined), lines.map((line) => `{${line}}\n`).join(''))
}

const call = (f: string, value: string, process = 0): string =>
  `:type :invoke, :f :${f}, :value ${value}, :process ${process}`
const close = (type: string, f: string, value: string, process = 0): string =>
  `:type :${type}, :f :${f}, :value ${value}, :process ${process}`

describe('a Jepsen history', () => {
  test.each([
    ['write', '1', 'ok', '1', 'register', { kind: 'write', value: 1 }, { kind: 'written' }],
    ['read', 'nil', 'ok', '"a"', 'register', { kind: 'read' }, { kind: 'value', value: 'a' }],
    ['read', '4', 'ok', 'nil', 'register', { kind: 'read' }, { kind: 'value', value: null }],
    [
      'cas',
      '[nil 2]',
      'ok',
      '[nil 2]',
      'cas-register',
      { kind: 'cas', from: null, to: 2 },
      { kind: 'swapped' },
    ],
    [
      'read',
      '[:x nil]',
      'ok',
      '[:x 3]',
      'key-value',
      { kind: 'get', key: ':x' },
      { kind: 'value', value: '3' },
    ],
    ['write', '[7 3]', 'ok', '[7 3]', 'key-value', { kind: 'put', key: '7', value: '3' }, { kind: 'done' }],
    [
      'cas',
      '[7 [3 4]]',
      'ok',
      '[7 [3 4]]',
      'key-value',
      { kind: 'cas', key: '7', from: '3', to: '4' },
      { kind: 'swapped' },
    ],
    ['dequeue', 'nil', 'ok', '5', 'queue', { kind: 'dequeue' }, { kind: 'value', value: 5 }],
    ['add', '5', 'ok', '5', 'counter', { kind: 'add', amount: 5 }, { kind: 'done' }],
    [
      'acquire',
      'nil',
      'ok',
      'nil',
      'lock',
      { kind: 'acquire', lock: 'lock', owner: 'holder' },
      { kind: 'done' },
    ],
  ])(':%s %s :%s %s is of a %s', (f, asked, type, answered, model, input, output) => {
    const reading = read('jepsen', call(f, asked), close(type, f, answered))
    expect(reading).toMatchObject({
      operations: [{ kind: 'returned', client: '0', input, output, call: 1, return: 2 }],
    })
    expect(reading.kind === 'history' && reading.models[0]).toBe(model)
  })

  test('has what failed as failed, also a compare-and-set, and what is unknown as pending', () => {
    const told = [
      call('cas', '[1 2]'),
      close('fail', 'cas', '[1 2]'),
      call('write', '3', 1),
      close('info', 'write', '3', 1),
      call('read', 'nil', 2),
    ]
    expect(read('jepsen', ...told)).toMatchObject({
      operations: [
        { kind: 'failed', call: 1, return: 2 },
        { kind: 'pending', call: 3 },
        { kind: 'pending', call: 5 },
      ],
    })
  })

  test.each([
    [[call('write', '1'), close('ok', 'write', '2')], 2, 'a line that closes'],
    [[call('write', '1'), close('ok', 'read', '1')], 2, 'a line that closes'],
    [[call('read', '[1 nil]'), close('ok', 'read', '[2 nil]')], 2, 'a line that closes'],
    [[call('read', '[1 nil]'), close('ok', 'read', '3')], 2, 'a line that closes'],
    [[call('write', '1'), close('okay', 'write', '1')], 2, 'one of :invoke, :ok, :fail and :info as :type'],
    [[call('write', '1'), call('write', '1')], 2, "the return of process 0's call of line 1"],
    [[close('info', 'write', '1')], 1, 'a call of process 0 first'],
    [[call('write', '1'), close('info', 'write', '1'), call('read', 'nil')], 3, 'nothing more of process 0'],
    [[call('read', 'nil'), close('ok', 'read', '#{1 2}')], 2, 'a text, a keyword, a whole number'],
    [[call('write', '9007199254740993')], 1, 'a text, a keyword, a whole number'],
    [[call('write', '[1 2]'), call('write', '["1" 2]', 1)], 2, 'a text, a keyword, a whole number'],
    [
      [call('write', '1'), call('write', '[1 1]', 1)],
      2,
      'an operation of the model register or cas-register or random-register, as those before it',
    ],
    [[call('txn', '[[:r 1 nil]]')], 1, 'one of :read, :write, :cas, :enqueue'],
    [[call('cas', '5')], 1, '[from to] or [key [from to]] as :value'],
    [
      [`${call('write', '1')}, :time 20`, `${close('ok', 'write', '1')}, :time 19`],
      2,
      'a :time of process 0 that is not below 20',
    ],
    [
      [
        `${call('write', '1')}, :time 1700000000000000002`,
        `${close('ok', 'write', '1')}, :time 1700000000000000001`,
      ],
      2,
      'a :time of process 0',
    ],
    [[`${call('write', '1')}, :index 3`, `${close('ok', 'write', '1')}, :index 3`], 2, 'an :index above 3'],
    [[':type :invoke, :f :read'], 1, 'a whole number, or a name such as :nemesis, as :process'],
    [[':type :info, :f :kill, :process :nemesis'], 1, 'an operation of a client'],
  ])('that is malformed is an error that names the line (%#)', (lines, line, expected) => {
    expect(read('jepsen', ...lines)).toMatchObject({
      kind: 'malformed',
      line,
      message: expect.stringContaining(`expected ${expected}`),
    })
  })
})

describe('errors that Maelstrom’s protocol makes answers', () => {
  const absent = ':error [:key-does-not-exist "no such key"]'
  test.each([
    [
      call('read', '[1 nil]'),
      `${close('fail', 'read', '[1 nil]')}, ${absent}`,
      { kind: 'value', value: null },
    ],
    [call('cas', '[1 [2 3]]'), `${close('fail', 'cas', '[1 [2 3]]')}, ${absent}`, { kind: 'unequal' }],
    [
      call('cas', '[1 [2 3]]'),
      `${close('fail', 'cas', '[1 [2 3]]')}, :error [:precondition-failed "4"]`,
      { kind: 'unequal' },
    ],
  ])('%s', (asked, refused, output) => {
    expect(read('maelstrom', asked, refused)).toMatchObject({ operations: [{ kind: 'returned', output }] })
    expect(read('jepsen', asked, refused)).toMatchObject({ operations: [{ kind: 'failed' }] })
  })

  test.each([
    [call('read', '[1 nil]'), `${close('fail', 'read', '[1 nil]')}, :error :net-timeout`],
    [call('write', '[1 2]'), `${close('fail', 'write', '[1 2]')}, ${absent}`],
  ])('and others: %s did not happen', (asked, refused) => {
    expect(read('maelstrom', asked, refused)).toMatchObject({ operations: [{ kind: 'failed' }] })
  })
})
