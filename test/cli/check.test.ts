import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { jsonlLine } from '#checker/formats'
import { troubleWith } from '../../src/cli/check/trouble.ts'
import { environment, root, scratch, splitbrain } from './run.ts'

const folder = scratch()
const put = (client: string, value: string, call: number): string =>
  `{"kind":"returned","client":"${client}","call":${call},"return":${call + 1},` +
  `"input":{"kind":"put","key":"k","value":"${value}"},"output":{"kind":"done"}}\n`
const get = (client: string, value: string, call: number): string =>
  `{"kind":"returned","client":"${client}","call":${call},"return":${call + 1},` +
  `"input":{"kind":"get","key":"k"},"output":{"kind":"value","value":"${value}"}}\n`

for (const [name, text] of [
  ['good.jsonl', put('ann', 'x', 1) + get('bob', 'x', 3)],
  ['bad.jsonl', put('ann', 'x', 1) + get('bob', 'y', 3)],
  ['cut.jsonl', put('ann', 'x', 1) + get('bob', 'x', 3).slice(0, -9)],
  [
    'hard.jsonl',
    [
      ...[1, 2, 4, 8].map((amount) => ({ input: { kind: 'add', amount }, output: { kind: 'done' } })),
      { input: { kind: 'read' }, output: { kind: 'value', value: 9 } },
    ]
      .map((asked, client) =>
        jsonlLine({ kind: 'returned', client: `c${client}`, ...asked, call: 1, return: 2 }),
      )
      .join(''),
  ],
  ['else.txt', 'hello\n'],
] as const) {
  writeFileSync(join(folder, name), text)
}

describe('one file', () => {
  test.each([
    ['good.jsonl', 0, '✓ good.jsonl: linearizable (2 operations of key-value, read as jsonl)'],
    ['bad.jsonl', 1, '✗ bad.jsonl: not linearizable (2 operations of key-value, read as jsonl)'],
    ['bad.jsonl', 1, `bob's get("k") → "y"`],
    ['cut.jsonl', 2, 'error: cut.jsonl:2:1: expected a JSON object on one line, got '],
    ['cut.jsonl', 2, '(read as jsonl, for it begins with {"kind":)'],
    ['else.txt', 2, 'error: else.txt:1:1: expected one of jsonl (begins with {"kind":), '],
    ['hard.jsonl', 0, '✓ hard.jsonl: linearizable'],
  ])('%s ends with %i and says %j', (file, code, message) => {
    const ran = splitbrain(['check', file], folder)
    expect(ran.out + ran.err).toContain(message)
    expect(ran.code).toBe(code)
  })
})

const returned = (fields: string, times: string): string =>
  `{"kind":"returned","client":"ann",${fields},${times}}\n`
const write = (value: string): string =>
  returned(`"input":{"kind":"write","value":${value}},"output":{"kind":"written"}`, '"call":1,"return":2')

/** What is in the file, and the message. */
const useless: readonly (readonly [what: string, content: string | Buffer, message: string])[] = [
  ['nothing', '', '1:1: expected an operation, got an empty file: a history has at least one'],
  ['blanks', ' \n\n', '1:1: expected an operation, got a blank beginning: a history has at least one'],
  [
    'comments',
    '; hello\n; there\n\n',
    '1:1: expected an operation of a client, whose :process is a number, got "": ',
  ],
  [
    'events of the nemesis',
    '{:type :info, :process :nemesis, :f :start, :value nil}\n'.repeat(2),
    '1:1: expected an operation of a client, whose :process is a number, got "only 2 events of the nemesis": ',
  ],
  ['a header', '{"kind":"history","version":1}\n', '2:1: expected an operation, got "": '],
  [
    'a fraction',
    write('0.5'),
    '1:59: expected "value" of "write" to be a text, a whole number of at most 2^53 − 1 either way, true, false or null, got "\\"value\\":0.5},',
  ],
  ['a number without end', write('1e400'), ': any other number may have been rounded: write it as a text'],
  ['no value', write('1').replace(',"value":1', ''), '1:35: expected "value" in "write", got '],
  [
    'a field too many',
    write('1,"x":2'),
    '1:69: expected no other fields than kind, value in "write", got "\\"x\\":2},',
  ],
  [
    'another answer',
    write('1').replace('written', 'done'),
    '1:70: expected "written" as the kind of answer to "write", got "\\"output\\":{\\"kind\\":\\"done\\"},',
  ],
  [
    'an operation of no model',
    write('1').replace('write', 'incr'),
    '1:35: expected an operation that one of the models has (read, write, cas, ',
  ],
  [
    'a time that is a fraction',
    write('1').replace('"call":1', '"call":1.5'),
    ' got "\\"call\\":1.5,\\"return\\":2}": take a finer unit, in which all times are whole',
  ],
  [
    'a time that is a text',
    write('1').replace('"call":1', '"call":"1"'),
    ': write it as a number, without quotes',
  ],
  [
    'a row with another field',
    'client,call,return,operation,answer,value\nann,1,2,add,done,1\n',
    '2:1: expected add with amount, or add with element, and no other fields, got "ann,1,2,add,done,1"',
  ],
  [
    'a row of no model',
    'client,call,return,operation,answer\nann,1,2,incr,done\n',
    '2:1: expected an operation that one of the models has (read, write, cas, ',
  ],
  ['bytes', Buffer.from([0x7b, 0xff, 0xfe, 0x0a]), '1:1: expected text in UTF-8, got the bytes ff fe 0a: '],
  [
    'UTF-16',
    Buffer.from(`\uFEFF${write('1')}`, 'utf16le'),
    '1:1: expected text in UTF-8, got the bytes ff fe 7b 00: it seems to be UTF-16',
  ],
  [
    'gzip',
    gzipSync(write('1')),
    'got the bytes 8b 08 00 00: it seems to be packed with gzip: unpack it first',
  ],
  [
    'Latin-1',
    Buffer.from(`${write('1')}{"kind":"é"`, 'latin1'),
    '2:1: expected text in UTF-8, got the bytes e9 22: ',
  ],
  [
    'a character cut short',
    Buffer.from(`${write('"é"')}{"é`).subarray(0, -1),
    '2:1: expected text in UTF-8, got the bytes c3: ',
  ],
  [
    'a long line of characters, and then a byte that is none',
    Buffer.concat([
      Buffer.from(`${write('"é"')}${write(`"${'é'.repeat(300_000)}"`)}`),
      Buffer.from([0xe2, 0x22]),
    ]),
    '3:1: expected text in UTF-8, got the bytes e2 22: ',
  ],
]

describe('what holds no history gets no verdict, but a message that says what to do', () => {
  const names = useless.map(([, content], at) => {
    const name = `useless-${at}`
    writeFileSync(join(folder, name), content)
    return name
  })
  mkdirSync(join(folder, 'folder'))
  const ran = splitbrain(['check', ...names, 'nofile', 'folder', 'good.jsonl/x'], folder)
  const lines = ran.err.trimEnd().split('\n')

  test('of one line for each file', () => {
    expect(ran).toMatchObject({ code: 2, out: '' })
    expect(lines.length).toBe(useless.length + 3)
  })

  test.each(useless.map(([what, , message], at) => [what, at, message] as const))(
    '%s',
    (_what, at, message) => {
      expect(lines[at]).toContain(`error: useless-${at}:`)
      expect(lines[at]).toContain(message)
    },
  )

  test('names of no file', () => {
    expect(lines.slice(-3)).toEqual([
      'error: nofile: expected a file, got a name that nothing has: correct the name, or the folder it is taken from',
      'error: folder: expected a file, got a directory: name the files in it',
      'error: good.jsonl/x: expected a file, got a name that goes through one that is no folder: correct the name',
    ])
  })
})

test('what the file system says is told in words', () => {
  const said = (code: string): string | undefined =>
    troubleWith(Object.assign(new Error(`${code}: said so`), { code, syscall: 'open' }))
  expect(said('EACCES')).toContain('expected a file that you may read, got none: ')
  expect(said('EIO')).toBe('cannot read it: EIO: said so')
  expect(troubleWith(new Error('another one'))).toBe(undefined)
})

describe('several files', () => {
  test('have a line each, and the gravest exit code; a bad one does not cost the others their verdicts', () => {
    const ran = splitbrain(['check', 'good.jsonl', 'cut.jsonl', 'nofile', 'bad.jsonl'], folder)
    expect(ran.out).toMatch(/^✓ good\.jsonl: linearizable .*\n✗ bad\.jsonl: not linearizable /)
    expect(ran.err).toMatch(
      /^error: cut\.jsonl:2:1: .*\nerror: nofile: expected a file, got a name that nothing has/,
    )
    expect(ran.code).toBe(2)
    expect(splitbrain(['check', 'good.jsonl', 'bad.jsonl'], folder).code).toBe(1)
    expect(splitbrain(['check', 'good.jsonl', 'good.jsonl'], folder).code).toBe(0)
  })
})

describe('choices', () => {
  test('a budget that does not suffice is neither a pass nor a failure', () => {
    const ran = splitbrain(['check', 'hard.jsonl', '--budget', '1'], folder)
    expect(ran).toMatchObject({ code: 3, out: expect.stringContaining('? hard.jsonl: undecided') })
    expect(ran.out).toContain(': raise the budget, or judge a shorter history (--budget, here 1)\n')
    expect(ran.out).not.toContain('stepsMax')
    expect(splitbrain(['check', 'hard.jsonl'], folder).code).toBe(0)
  })

  test('a model that does not have the operations is no verdict but an error at the first of them', () => {
    const ran = splitbrain(['check', 'good.jsonl', '--model', 'queue'], folder)
    expect(ran.code).toBe(2)
    expect(ran.err).toContain(
      'error: good.jsonl:1:55: expected an operation of the model queue (enqueue value:scalar → done; dequeue → value value:scalar | empty), got ',
    )
  })

  test.each([
    [['--model', 'qeue'], 'expected one of register, cas-register,'],
    [['--format', 'xml'], 'expected one of jsonl, '],
    [['--format', 'jepsen-log'], 'good.jsonl:1:1: expected "INFO  jepsen.util - PROCESS"'],
    [['--budget', '0'], 'expected a whole number from 1'],
  ])('%j is refused', (options, message) => {
    const ran = splitbrain(['check', 'good.jsonl', ...options], folder)
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining(message)])
  })
})

test('--json prints an object for each file', () => {
  const { out, code } = splitbrain(
    ['check', 'good.jsonl', 'bad.jsonl', 'cut.jsonl', 'nofile', '--json'],
    folder,
  )
  expect(code).toBe(2)
  expect(
    out
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line)),
  ).toMatchObject([
    { kind: 'linearizable', file: 'good.jsonl', format: 'jsonl', model: 'key-value', operations: 2 },
    { kind: 'illegal', file: 'bad.jsonl', format: 'jsonl', model: 'key-value', operations: 2 },
    { kind: 'malformed', file: 'cut.jsonl', line: 2, column: 1 },
    { kind: 'unusable', file: 'nofile' },
  ])
})

describe('the standard input', () => {
  const piped = (
    input: string,
    ...options: readonly string[]
  ): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(process.execPath, [join(root, 'dist/cli.js'), 'check', '-', ...options], {
      encoding: 'utf8',
      input,
      env: environment,
    })

  test('is read where the name is -', () => {
    expect(piped(put('ann', 'x', 1))).toMatchObject({
      status: 0,
      stdout: '✓ standard input: linearizable (1 operation of key-value, read as jsonl)\n',
    })
    expect(piped('')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('error: standard input:1:1: '),
    })
  })

  test('may be larger than a chunk, begin with a byte order mark, and have characters of several bytes', () => {
    const lines = Array.from({ length: 6_000 }, (_, at) =>
      put('ann', `é${'ü'.repeat(at % 7)}🙂${at}`, at * 2),
    )
    const text = `\uFEFF${lines.join('')}`
    expect(Buffer.byteLength(text)).toBeGreaterThan(2 * (1 << 18))
    expect(piped(text, '--json')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('"operations":6000,'),
    })
    const last = '"value":"é🙂5999"'.replace('é', `é${'ü'.repeat(5_999 % 7)}`)
    expect(text).toContain(last)
    const broken = piped(text.replace(last, '"value":5999'), '--format', 'jsonl')
    expect([broken.status, broken.stderr]).toEqual([
      2,
      expect.stringContaining('error: standard input:6000:'),
    ])
  })
})
