import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { example, scratch, splitbrain } from './run.ts'

const folder = scratch()
const wrong = example('serves-reads-alone')
const items = ['failover', 'stale-read'].map((name) => ({
  id: name,
  title: name,
  points: 3,
  check: { kind: 'scenario', name },
}))
writeFileSync(join(folder, 'rubric.json'), JSON.stringify({ lab: 'primary-backup', items }))

function read(file: string): string {
  return readFileSync(join(folder, file), 'utf8')
}

test('several formats at once, the runs told, and what is for stdout after everything else', () => {
  const { code, out } = splitbrain(
    [
      'grade',
      wrong,
      ...(
        '--rubric rubric.json --junit g.xml --format autolab=- --format gradescope=results.json ' +
        '-f github-summary=summary.md -f csv=g.csv'
      ).split(' '),
    ],
    folder,
  )
  expect(code).toBe(1)
  expect(out.trimEnd().split('\n').at(-1)).toBe('{"scores":{"failover":3,"stale-read":0},"scoreboard":[3]}')
  const { score, tests } = JSON.parse(read('results.json')) as {
    score: number
    tests: { name: string; output: string }[]
  }
  expect(score).toBe(3)
  const output = tests[1]?.output ?? ''
  expect(output).toContain('Rule 2')
  expect(output).toContain('◀')
  expect(read('summary.md')).toContain('```mermaid\nsequenceDiagram\n')
  expect(read('g.csv')).toMatch(/^submission,.*\r\n.*serves-reads-alone\.ts,3,6,graded,,\S*,3,0\r\n$/)
  expect(read('g.xml')).toContain('<failure type="violated"')

  // What it says to type shows the same.
  const again = /See it again:\n\n {2}npx splitbrain (.*) serves-reads-alone\.ts/.exec(output)?.[1] ?? ''
  const seen = splitbrain([...again.split(' '), wrong], folder)
  expect(seen.code).toBe(1)
  expect(seen.out).toContain('Rule 2')
})

test.each([
  [
    ['x.ts', '--format', 'canvas=x'],
    'unknown format `canvas`: expected NAME=FILE, with NAME one of gradescope, github-',
  ],
  [['x.ts', '--format', 'gradescope'], 'expected NAME=FILE, with NAME one of gradescope, github-classroom'],
  [['x.ts', '--format', 'toString=x'], 'unknown format `toString`'],
  [
    ['x.ts', 'y.ts', '--format', 'gradescope=r.json'],
    'gradescope holds one submission, found 2: grade each by itself',
  ],
  [['x.ts', '--format', 'csv=no-such-folder/g.csv'], 'cannot write no-such-folder/g.csv'],
])('%j is told before anything is graded', (args, message) => {
  const { code, err } = splitbrain(['grade', ...args], folder)
  expect(code).toBe(2)
  expect(err).toContain(message)
})
