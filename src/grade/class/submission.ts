import { basename, dirname, extname } from 'node:path'
import { BadClass } from './bad-class.ts'

/** A solution somebody handed in. */
export interface Submission {
  /** Unique in its class, whatever the case of its letters, and fit to be the name of a folder. */
  readonly id: string
  /** As it was given. */
  readonly path: string
  /** Tells the submission's files, the grader and all that the grade depends on from others: a digest. */
  readonly key: string
}

/**
 * The names of submissions, in the order of their paths: those of the files, `alice.ts`, or else of their folders,
 * `alice/solution.ts`. No part of them says where on a machine the class lies. Throws `BadClass` where two have one name.
 */
export function namesOf(paths: readonly string[]): readonly string[] {
  const again = paths.find((path, i) => paths.indexOf(path) < i)
  if (again !== undefined) throw new BadClass(`${again} was given twice: give each submission once`)
  const byFile = paths.map((path) => basename(path, extname(path)))
  const byFolder = paths.map((path) => basename(dirname(path)))
  const isEverywhereTheSame = byFile.every((name) => name === 'solution')
  const ways = isEverywhereTheSame ? [byFolder, byFile] : [byFile, byFolder]
  const names = ways.find((way) => way.every(isName) && twins(way) === null)
  if (names !== undefined) return names
  const [first, second] = twins(byFile) ?? [0, 0]
  throw new BadClass(
    `${paths[first] ?? ''} and ${paths[second] ?? ''} would both be called \`${byFile[first] ?? ''}\`, and their folders ` +
      'do not tell all submissions apart: give each a file name of its own, or put each into a folder of its own',
  )
}

function isName(name: string): boolean {
  return !['', '.', '..'].includes(name)
}

/** The first two that a file system may take for one. */
function twins(names: readonly string[]): readonly [number, number] | null {
  const seen = new Map<string, number>()
  for (const [i, name] of names.entries()) {
    const folded = name.normalize('NFC').toLowerCase()
    const first = seen.get(folded)
    if (first !== undefined) return [first, i]
    seen.set(folded, i)
  }
  return null
}
