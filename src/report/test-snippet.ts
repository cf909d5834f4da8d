import type { Explanation, Replay } from '../explain/index.ts'

export function replayCommand({ file, solution }: Replay): string {
  return `splitbrain replay ${quoted(file)} ${quoted(solution)}`
}

/** A vitest test that fails as long as the solution breaks the promise in the recorded run. */
export function testSnippet({ property }: Explanation, { file, solution }: Replay): readonly string[] {
  return [
    `import { expect, test } from 'vitest'`,
    `import { replay } from 'splitbrain/vitest'`,
    `import solution from '${relative(solution)}'`,
    ``,
    `test('${property}: ${baseOf(file)} stays fixed', () => {`,
    `  expect(replay('${file}', solution)).toMatchObject({ kind: 'holds' })`,
    `})`,
  ]
}

function quoted(path: string): string {
  return /^[\w./@-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`
}

function relative(path: string): string {
  return /^[./]/.test(path) ? path : `./${path}`
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
