import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeResults } from '../../../src/grade/class/index.ts'
import { readFinding } from '../../../src/hunt/index.ts'
import { temporaryFolder } from '../solutions.ts'
import { fakeResult } from './fake.ts'
import { finalFiles } from './files-of.ts'

function written(ids: readonly string[]): string {
  const out = temporaryFolder()
  const submissions = ids.map((id) => ({ id, key: id }))
  writeResults(out, { grader: '1.2.3', settings: { seed: 7 }, submissions }, (id) =>
    fakeResult(id, id.length),
  )
  return out
}

test('results are JSON and a table in the order in which submissions were given', () => {
  const out = written(['zoë', 'al, "the" one', 'bob'])
  const { format, grader, settings, submissions } = JSON.parse(
    readFileSync(join(out, 'results.json'), 'utf8'),
  ) as {
    format: number
    grader: string
    settings: object
    submissions: { id: string; points: number; items: { id: string; finding: string | null }[] }[]
  }
  expect({ format, grader, settings }).toEqual({ format: 1, grader: '1.2.3', settings: { seed: 7 } })
  expect(submissions.map(({ id, points }) => [id, points])).toEqual([
    ['zoë', 3],
    ['al, "the" one', 13],
    ['bob', 3],
  ])
  // Each finding lies where its item says.
  const findings = submissions.flatMap(({ items }) => items.flatMap(({ finding }) => finding ?? []))
  expect(findings.length).toBe(6)
  for (const file of findings)
    expect(readFinding(readFileSync(join(out, file), 'utf8')).solution).toBe('solution.ts')
  const rows = readFileSync(join(out, 'results.csv'), 'utf8').trimEnd().split(/\r?\n/)
  expect(rows.length).toBe(4)
  expect(rows.slice(1).map((row) => row.slice(0, 4))).toEqual(['zoë,', '"al,', 'bob,'])
})

test('a folder that is given to a student has nothing hidden in it', () => {
  const out = written(['ann'])
  expect(existsSync(join(out, 'hidden/ann/secret.finding.json'))).toBe(true)
  const paths = Object.keys(finalFiles(out)).filter((path) => path.startsWith('students/ann/'))
  expect(paths).toEqual(
    ['grade.json', 'lost.finding.json', 'report.txt'].map((name) => `students/ann/${name}`),
  )
  for (const path of paths) expect(readFileSync(join(out, path), 'utf8')).not.toMatch(/secret/i)
})

test('results that are written again are the same, and nothing of those before is left', () => {
  const out = written(['ann', 'bob'])
  const submissions = [{ id: 'ann', key: 'ann' }]
  writeResults(out, { grader: '1.2.3', settings: { seed: 7 }, submissions }, () => fakeResult('ann', 3))
  expect(finalFiles(out)).toEqual(finalFiles(written(['ann'])))
})
