import { describe, expect, test } from 'vitest'
import { readJepsenLog, readKeyValueLog } from '#checker/formats'

const jepsenForms =
  'expected "INFO  jepsen.util - PROCESS" and ":invoke :read nil", ":invoke|:ok :write N", ' +
  '":invoke|:ok|:fail :cas [N N]", ":ok :read nil|N", ":fail :read :timed-out" or ' +
  '":info :read|:write|:cas :timed-out"'
// Lines are as long as the messages they check: cut in two, neither could be searched for.
const keyValueForm =
  'expected {:process N, :type :invoke|:ok, :f :get|:put|:append, :key "KEY", :value "VALUE"} on one line, ' +
  'with the value nil in the invoke of a get and only there'

/** `'3 :invoke :read nil'` as Jepsen writes it. */
function jepsen(...events: readonly string[]): string {
  return events.map((event) => `INFO  jepsen.util - ${event.replaceAll(' :', '\t:')}\n`).join('')
}

/** `'9 invoke append "0" "x"'` as an EDN map. */
function keyValue(...events: readonly string[]): string {
  return events
    .map((event) => event.split(' '))
    .map(
      ([process, type, f, key, ...value]) =>
        `{:process ${process}, :type :${type}, :f :${f}, :key ${key}, :value ${value.join(' ')}}\n`,
    )
    .join('')
}

describe('a Jepsen log', () => {
  test('becomes operations whose times are line numbers', () => {
    const log = jepsen(
      '0 :invoke :write 4',
      '1 :invoke :read nil',
      '0 :ok :write 4',
      '1 :ok :read nil',
      '1 :invoke :cas [4 5]',
      '1 :fail :cas [4 5]',
      '1 :invoke :cas [4 6]',
      '1 :ok :cas [4 6]',
      '0 :invoke :read nil',
      '0 :ok :read 6',
    )
    expect(readJepsenLog(log)).toEqual({
      kind: 'history',
      operations: [
        {
          kind: 'returned',
          client: '0',
          input: { kind: 'write', value: 4 },
          output: { kind: 'written' },
          call: 1,
          return: 3,
        },
        {
          kind: 'returned',
          client: '1',
          input: { kind: 'read' },
          output: { kind: 'value', value: null },
          call: 2,
          return: 4,
        },
        {
          kind: 'returned',
          client: '1',
          input: { kind: 'cas', from: 4, to: 5 },
          output: { kind: 'unequal' },
          call: 5,
          return: 6,
        },
        {
          kind: 'returned',
          client: '1',
          input: { kind: 'cas', from: 4, to: 6 },
          output: { kind: 'swapped' },
          call: 7,
          return: 8,
        },
        {
          kind: 'returned',
          client: '0',
          input: { kind: 'read' },
          output: { kind: 'value', value: 6 },
          call: 9,
          return: 10,
        },
      ],
    })
  })

  test('leaves out a read that timed out, and keeps what is unknown as pending', () => {
    const log = jepsen(
      '0 :invoke :read nil',
      '1 :invoke :write 1',
      '2 :invoke :cas [1 2]',
      '0 :fail :read :timed-out',
      '1 :info :write :timed-out',
    )
    expect(readJepsenLog(log)).toEqual({
      kind: 'history',
      operations: [
        { kind: 'pending', client: '1', input: { kind: 'write', value: 1 }, call: 2 },
        { kind: 'pending', client: '2', input: { kind: 'cas', from: 1, to: 2 }, call: 3 },
      ],
    })
  })

  test('may part its columns with spaces', () => {
    expect(readJepsenLog('INFO  jepsen.util - 12   :invoke :write  3\n')).toMatchObject({
      operations: [{ client: '12', input: { value: 3 } }],
    })
  })

  const read = '3 :invoke :read nil'
  test.each([
    ['', 1, 'expected an operation, got "": a history has at least one'],
    [
      'INFO  jepsen.util - 3\n',
      1,
      `${jepsenForms}, got "INFO  jepsen.util - 3": restore the line, or take out what is no event`,
    ],
    [`${jepsen(read)}\n`, 2, `${jepsenForms}, got "": restore the line, or take out what is no event`],
    [jepsen('3 :invoke :increment nil'), 1, jepsenForms],
    [jepsen('3 :invoke :write nil'), 1, jepsenForms],
    [jepsen('3 :invoke :write 12345678901234567'), 1, jepsenForms],
    [jepsen(read, '3 :ok :read'), 2, jepsenForms],
    [jepsen('3 :invoke :write 1', '3 :fail :write :timed-out'), 2, jepsenForms],
    [
      jepsen(read, '3 :ok :read 1').slice(0, -1),
      2,
      'expected a newline at the end of the line, got "INFO  jepsen.util - 3\\t:ok\\t:read 1": the text seems to be cut short',
    ],
    [
      jepsen(read, '4 :ok :read 1'),
      2,
      'expected a call of process 4 first, got "INFO  jepsen.util - 4\\t:ok\\t:read 1": a line before it seems to be missing',
    ],
    [jepsen(read, '3 :ok :read 1', '3 :ok :read 1'), 3, 'expected a call of process 3 first'],
    [jepsen('4 :info :cas :timed-out'), 1, 'expected a call of process 4 first'],
    [
      jepsen('4 :invoke :write 1', read, read),
      3,
      'expected the return of process 3\'s call of line 2, got "INFO  jepsen.util - 3\\t:invoke\\t:read nil": a process has one call open at a time',
    ],
    [
      jepsen('3 :invoke :write 1', '3 :ok :write 2'),
      2,
      'expected a line that closes "INFO  jepsen.util - 3\\t:invoke\\t:write 1" of line 1, got "INFO  jepsen.util - 3\\t:ok\\t:write 2": a return repeats what its call asked for',
    ],
    [jepsen('3 :invoke :write 1', '3 :ok :read 1'), 2, 'expected a line that closes'],
    [jepsen('3 :invoke :cas [1 2]', '3 :ok :cas [1 3]'), 2, 'expected a line that closes'],
    [jepsen('3 :invoke :cas [1 2]', '3 :fail :cas [0 2]'), 2, 'expected a line that closes'],
    [jepsen('3 :invoke :cas [1 2]', '3 :info :write :timed-out'), 2, 'expected a line that closes'],
    [jepsen('3 :invoke :cas [1 2]', '3 :fail :read :timed-out'), 2, 'expected a line that closes'],
    [
      jepsen('3 :invoke :write 1', '3 :info :write :timed-out', read),
      3,
      'expected nothing more of process 3, whose call of line 1 was given up, got "INFO  jepsen.util - 3\\t:invoke\\t:read nil": let a new process go on',
    ],
  ])('that is malformed is an error that names the line (%#)', (text, line, message) => {
    const reading = readJepsenLog(text)
    expect(reading).toEqual({
      kind: 'malformed',
      line,
      column: 1,
      message: expect.stringContaining(message),
    })
  })
})

describe('a key/value log', () => {
  test('becomes operations whose times are line numbers', () => {
    const log = keyValue(
      '9 invoke append "0" "x 9 \\"y\\""',
      '4 invoke get "1" nil',
      '4 ok get "1" ""',
      '9 ok append "0" "x 9 \\"y\\""',
      '4 invoke put "1" "z"',
    )
    expect(readKeyValueLog(log)).toEqual({
      kind: 'history',
      operations: [
        {
          kind: 'returned',
          client: '9',
          input: { kind: 'append', key: '0', value: 'x 9 "y"' },
          output: { kind: 'done' },
          call: 1,
          return: 4,
        },
        {
          kind: 'returned',
          client: '4',
          input: { kind: 'get', key: '1' },
          output: { kind: 'value', value: '' },
          call: 2,
          return: 3,
        },
        { kind: 'pending', client: '4', input: { kind: 'put', key: '1', value: 'z' }, call: 5 },
      ],
    })
  })

  const put = '9 invoke put "0" "x"'
  test.each([
    ['', 1, 'expected an operation, got "": a history has at least one'],
    [keyValue(put).slice(0, 40), 1, 'expected a newline at the end of the line'],
    [
      `${keyValue(put).slice(0, 40)}\n`,
      1,
      `${keyValueForm}, got "{:process 9, :type :invoke, :f :put, :ke": restore the line`,
    ],
    [keyValue('9 invoke delete "0" nil'), 1, keyValueForm],
    [keyValue('9 invoke get "0" ""'), 1, keyValueForm],
    [keyValue('9 invoke put "0" nil'), 1, keyValueForm],
    [keyValue('9 invoke get "0" nil', '9 ok get "0" nil'), 2, keyValueForm],
    [keyValue('9 invoke put "0" "\\q"'), 1, keyValueForm],
    [keyValue('9 ok put "0" "x"'), 1, 'expected a call of process 9 first'],
    [keyValue(put, put), 2, "expected the return of process 9's call of line 1"],
    [
      keyValue(put, '9 ok put "0" "y"'),
      2,
      'expected a line that closes "{:process 9, :type :invoke, :f :put, :key \\"0\\", :value \\"x\\"}" of line 1',
    ],
    [keyValue(put, '9 ok put "1" "x"'), 2, 'expected a line that closes'],
    [keyValue(put, '9 ok append "0" "x"'), 2, 'expected a line that closes'],
    [keyValue(put, '9 ok get "0" "x"'), 2, 'expected a line that closes'],
    [keyValue('9 invoke get "0" nil', '9 ok get "1" ""'), 2, 'expected a line that closes'],
  ])('that is malformed is an error that names the line (%#)', (text, line, message) => {
    const reading = readKeyValueLog(text)
    expect(reading).toEqual({
      kind: 'malformed',
      line,
      column: 1,
      message: expect.stringContaining(message),
    })
  })

  test('shows no more of a long line than fits into a message', () => {
    const reading = readKeyValueLog(`${'x'.repeat(5_000)}\n`)
    expect(reading.kind === 'malformed' && reading.message.length).toBeLessThan(400)
  })
})
