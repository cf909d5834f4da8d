import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readAnswer } from '../../bench/protocol.ts'

const root = new URL('../..', import.meta.url).pathname

function bench(against: string): { code: number | null; table: string; progress: string } {
  const parts = ['bench/checker.ts', '--quick', '--only', 'as many changes as writes, k = 10$']
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', ...parts, '--against', against, '--called', 'Guest (version 1)'],
    { cwd: root, encoding: 'utf8' },
  )
  return { code: status, table: stdout, progress: stderr }
}

/** A checker in a line of shell: it gives every request the same answer. */
const saying = (answer: string): string => `while read -r request; do echo '${answer}'; done`

describe('a checker from outside', () => {
  test('as the document has it is the one that is there', () => {
    const shown = /```js\n(.*?)```/s.exec(readFileSync(`${root}docs/benchmarks.md`, 'utf8'))?.[1]
    expect(shown).toBe(readFileSync(`${root}bench/example-checker.mjs`, 'utf8'))
  })

  test('races engine and port', () => {
    const { code, table } = bench(`'${process.execPath}' bench/example-checker.mjs`)
    expect(table).toMatch(/history +operations +verdict +engine +port +÷ engine +Guest +÷ engine\n/)
    // On a machine that is very busy, somebody may be stopped.
    expect(table).toMatch(/k = 10 +20 +linearizable +[\d.]+ [mµ]s( +(> )?[\d.]+ [mµ]?s +(≥ )?[\d.,]+ ×){2}\n/)
    expect(code).toBe(0)
  })

  test('that says otherwise is named, and the exit code is 1', () => {
    const { code, table } = bench(saying('{"verdict":"illegal","nanoseconds":50000000}'))
    expect(table).toContain('DISAGREE (linearizable; Guest: illegal)')
    expect(code).toBe(1)
  })

  test('that does not speak the protocol has no figures, and hears why', () => {
    const { code, table, progress } = bench(saying('hello'))
    expect(table).toMatch(/ none +–\n/)
    expect(progress).toContain('expected {"verdict":')
    expect(code).toBe(0)
  })

  test('that says it takes no time is not believed', () => {
    const { table, progress } = bench(saying('{"verdict":"linearizable","nanoseconds":0}'))
    expect(table).toMatch(/ none +–\n/)
    expect(progress).toContain('rounds took it no time')
  })

  test('that ends at once has no figures, and hears its own complaint', () => {
    const { table, progress } = bench('echo no licence >&2; exit 7')
    expect(table).toMatch(/ none +–\n/)
    expect(progress).toContain('it ended with code 7\nno licence')
  })
})

test.each(['', 'hello', '7', '[]', '{"verdict":"maybe","nanoseconds":1}', '{"verdict":"illegal"}'])(
  '%j is no answer',
  (line) => {
    expect(() => readAnswer(line)).toThrow('print nothing else on standard output')
  },
)
