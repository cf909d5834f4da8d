import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { scratch, splitbrain } from './run.ts'

test('the grade of one who has only begun says each thing once, and what was lost in full', () => {
  const folder = scratch()
  splitbrain(['init', '.'], folder)
  const pointsMax = writeStories(join(folder, 'stories.json'))
  const { out, code } = splitbrain(['grade', 'solution.ts', '--rubric', 'stories.json'], folder)
  expect(code).toBe(1)
  const [items = '', findings = ''] = out.split(`solution.ts: 0 of ${pointsMax} points`)
  const why = /violated: s1, primary of view 1, pings, but has not acknowledged the view/g
  expect(items.match(why)).toHaveLength(1)
  expect(items.match(/violated: as basic-service$/gm)?.length).toBe(4)
  expect(findings.match(/^Lost: /gm)).toHaveLength(6)
  const [, others = ''] = findings.split('Lost, too: ')
  expect(others).toMatch(
    /^two-silent-checks \(2 points\), [^]*\n {2}Each has its finding; the first of them:\n/,
  )
  expect(others.match(/npx splitbrain replay/g)).toHaveLength(1)
  const lost = findings.match(/\([\d.]+\s+points?\)/g)?.map((points) => Number(/[\d.]+/.exec(points)?.[0]))
  expect(lost?.reduce((total, points) => total + points, 0)).toBe(pointsMax)
  // Those that are not told have been kept all the same.
  const kept = readdirSync(join(folder, '.splitbrain/solution'))
  const told = findings.match(/\.splitbrain\/solution\/\S+/g)?.map((file) => file.split('/').at(-1))
  expect(kept).toEqual(expect.arrayContaining(told ?? []))
  expect(kept.length).toBeGreaterThan(told?.length ?? 0)
})

/** Some of the usual rubric: all of it would take long. Returns the points. */
function writeStories(file: string): number {
  const rubric = parse(splitbrain(['rubric']).out) as {
    items: { points: number; part?: string; check: { kind: string } }[]
  }
  const storiesOf = (of: string): typeof rubric.items =>
    rubric.items.filter(({ check, part }) => check.kind === 'scenario' && part === of)
  const items = [...storiesOf('viewServer'), ...storiesOf('server').slice(0, 5)]
  writeFileSync(file, JSON.stringify({ ...rubric, items }))
  return items.reduce((total, { points }) => total + points, 0)
}
