import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { environment, example, root, scratch, splitbrain } from './run.ts'

const folder = scratch()
const cli = `"${process.execPath}" "${join(root, 'dist/cli.js')}"`
const read = (value: number): string =>
  `{"kind":"returned","client":"a","input":{"kind":"read"},"output":{"kind":"value","value":${value}},"call":1,"return":2}\n`
const names = Array.from({ length: 40 }, (_, i) => `history-${i}.jsonl`)
for (const name of names) writeFileSync(join(folder, name), read(7))

/** As a shell does it; the exit code is that of `splitbrain`. */
function shell(command: string): { readonly code: string; readonly out: string; readonly err: string } {
  const { stdout, stderr } = spawnSync('bash', ['-c', command], {
    cwd: folder,
    encoding: 'utf8',
    env: environment,
  })
  return { code: stdout.trimEnd().split('\n').at(-1) ?? '', out: stdout, err: stderr }
}

describe('a verdict is not lost with its text', () => {
  test('where the reader goes away', () => {
    const all = names.join(' ')
    expect(
      shell(`${cli} check --model register ${all} 2>/dev/null | head -1 >/dev/null; echo \${PIPESTATUS[0]}`)
        .code,
    ).toBe('1')
    expect(shell(`${cli} check --model register ${all} 2>&1 | true; echo \${PIPESTATUS[0]}`).code).toBe('1')
  })

  test.skipIf(!existsSync('/dev/full'))(
    'where there is no space left: no code says that all is well, or what is not',
    () => {
      const { code, err } = shell(`${cli} check --model register ${names[0]} >/dev/full; echo $?`)
      expect(code).toBe('70')
      expect(err).toMatch(/error: cannot write what there is to say: .*ENOSPC/)
      expect(err).not.toMatch(/\n {4}at /)
    },
  )
})

test('a folder for results that is a file is refused', () => {
  const args = ['grade', example('reference'), '--budget', '1', '--out', 'history-0.jsonl']
  const { err, code } = splitbrain(args, folder)
  expect(err).toMatch(/^error: .*history-0\.jsonl/)
  expect(err).not.toMatch(/\n {4}at /)
  expect(code).toBe(2)
})
