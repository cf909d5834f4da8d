import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { formats } from '../../src/grade/index.ts'
import { primaryBackup } from '../../src/labs/primary-backup/lab.ts'
import { root, scratch, splitbrain } from '../cli/run.ts'

const page = readFileSync(join(root, 'docs/grading-formats.md'), 'utf8')

test('the page has a row for each format, and says which are for staff', () => {
  const rows = [...page.matchAll(/^\| `([\w-]+)` .*$/gm)]
  expect(rows.map(([, name]) => name)).toEqual(Object.keys(formats))
  for (const [row, name = ''] of rows) {
    const format = formats[name as keyof typeof formats]
    expect([name, row.includes('for staff')]).toEqual([name, format.readers === 'staff'])
  }
  const single = Object.values(formats).map(({ holds }) => holds === 'one submission')
  expect([single.indexOf(false), single.lastIndexOf(true)]).toEqual([4, 3])
})

test('the command of the page writes what the page shows', () => {
  const folder = scratch()
  const [, command = ''] = /^npx splitbrain (.*)$/m.exec(page) ?? []
  const words = command.split(' ').map((word) => (word.startsWith('examples/') ? join(root, word) : word))
  expect(splitbrain(words, folder).code).toBe(1)
  const { tests } = JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')) as {
    tests: { status: string; output: string }[]
  }
  expect(tests).toHaveLength(primaryBackup.rubric.items.length)
  const [, shown = 'no block'] = /^```text\n(.*?)^```/ms.exec(page) ?? []
  const failed = tests.filter(({ status }) => status === 'failed')
  expect(failed.some(({ output }) => output.includes(shown.trimEnd()))).toBe(true)
  expect(readFileSync(join(folder, 'grades.csv'), 'utf8').split('\r\n')).toHaveLength(3)
}, 240_000)
