import type { Explanation, Replay } from '../explain/index.ts'

export function replayCommand({ file, solution, rubric }: Replay): string {
  return `npx splitbrain replay ${quoted(file)} ${quoted(solution)}${withRubric(rubric)}`
}

function withRubric(rubric: string | undefined): string {
  return rubric === undefined ? '' : ` --rubric ${quoted(rubric)}`
}

/** A vitest test that fails as long as the solution breaks the promise in the recorded run; empty where there is none. */
export function testSnippet({ property, replay, testModule, testService }: Explanation): readonly string[] {
  if (replay === null || testModule === null) return []
  const { file, solution } = replay
  const claim = property.replaceAll(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase())
  const options = testService === null ? '' : `, { service: '${testService}' }`
  return [
    `import { readFileSync } from 'node:fs'`,
    `import fc from 'fast-check'`,
    `import { readFinding } from 'splitbrain'`,
    `import { example, ${claim} } from '${testModule}'`,
    `import { test } from 'vitest'`,
    `import solution from '${relative(solution)}'`,
    ``,
    `test('${baseOf(file)} stays fixed', () => {`,
    `  const finding = readFinding(readFileSync('${file}', 'utf8'))`,
    `  fc.assert(${claim}(solution${options}), { examples: [example(finding)], numRuns: 1 })`,
    `})`,
  ]
}

/** A word of a shell command. */
export function quoted(path: string): string {
  return /^[\w./@-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`
}

function relative(path: string): string {
  return /^[./]/.test(path) ? path : `./${path}`
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
