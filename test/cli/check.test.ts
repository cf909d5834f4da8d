import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { jsonlLine } from '#checker/formats'
import { root, scratch, splitbrain } from './run.ts'

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
  ['binary', Buffer.from([0x7b, 0xff, 0xfe, 0x0a])],
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
    ['binary', 2, 'error: binary: cannot read it: The encoded data was not valid for encoding utf-8'],
    ['nofile', 2, 'error: nofile: cannot read it: ENOENT'],
  ])('%s ends with %i and says %j', (file, code, message) => {
    const ran = splitbrain(['check', file], folder)
    expect(ran.out + ran.err).toContain(message)
    expect(ran.code).toBe(code)
  })
})

describe('several files', () => {
  test('have a line each, and the gravest exit code; a bad one does not cost the others their verdicts', () => {
    const ran = splitbrain(['check', 'good.jsonl', 'cut.jsonl', 'nofile', 'bad.jsonl'], folder)
    expect(ran.out).toMatch(/^✓ good\.jsonl: linearizable .*\n✗ bad\.jsonl: not linearizable /)
    expect(ran.err).toMatch(/^error: cut\.jsonl:2:1: .*\nerror: nofile: cannot read it/)
    expect(ran.code).toBe(2)
    expect(splitbrain(['check', 'good.jsonl', 'bad.jsonl'], folder).code).toBe(1)
    expect(splitbrain(['check', 'good.jsonl', 'good.jsonl'], folder).code).toBe(0)
  })
})

describe('choices', () => {
  test('a budget that does not suffice is neither a pass nor a failure', () => {
    const ran = splitbrain(['check', 'hard.jsonl', '--budget', '1'], folder)
    expect(ran).toMatchObject({ code: 3, out: expect.stringContaining('? hard.jsonl: undecided') })
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
      env: { NO_COLOR: '1' },
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
