import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { labOfContract } from '../solution/contracts.ts'

/** What a submission is made of, as far as it can be told without running or parsing any of it. */
export interface SubmittedFiles {
  /** SHA-256 over names and contents, in hexadecimal. */
  readonly digest: string
  /** Labs whose contracts are named in it. */
  readonly labs: readonly string[]
}

/** No solution has as many, and a tree of links may have no end. */
const filesMax = 1_000
/** In bytes. What is larger is told apart by its size and the time of its last change. */
const sizeMax = 8_000_000
/** As a bundler and a type checker look for what `./server` or `./server.js` may stand for. */
const endings = ['', '.ts', '.js', '.mts', '.mjs', '.json', '/index.ts', '/index.js']

/**
 * The solution and every file that a text in quotes in it may refer to: rather one too many than one too few, since a
 * submission that has changed must be graded anew. Files with nothing but types count, they may earn a warning.
 */
export function filesOf(path: string): SubmittedFiles {
  const folder = dirname(resolve(path))
  const hash = createHash('sha256')
  const labs = new Set<string>()
  const open = [resolve(path)]
  const seen = new Set(open)
  for (const file of open) {
    const content = contentOf(file)
    hash.update(JSON.stringify([relative(folder, file), content.says]))
    for (const [, , quoted = ''] of content.text.matchAll(/(['"`])([^'"`\n]+)\1/g)) {
      const lab = labOfContract(quoted)
      if (lab !== null) labs.add(lab)
      for (const found of referredTo(quoted, file)) {
        if (seen.has(found) || seen.size >= filesMax) continue
        seen.add(found)
        open.push(found)
      }
    }
  }
  return { digest: hash.digest('hex'), labs: [...labs] }
}

function contentOf(file: string): { readonly says: string; readonly text: string } {
  const stat = statSync(file, { throwIfNoEntry: false })
  if (stat === undefined) return { says: 'nothing there', text: '' }
  if (!stat.isFile()) return { says: 'no file', text: '' }
  if (stat.size > sizeMax) return { says: `${stat.size} bytes of ${stat.mtimeMs}`, text: '' }
  const bytes = readFileSync(file)
  return { says: createHash('sha256').update(bytes).digest('hex'), text: bytes.toString('utf8') }
}

function referredTo(quoted: string, from: string): readonly string[] {
  if (!/^\.{1,2}(\/|$)/.test(quoted)) return []
  const target = resolve(dirname(from), quoted)
  const withoutEnding = target.replace(/\.m?js$/, '')
  const candidates = new Set(
    [target, withoutEnding].flatMap((base) => endings.map((ending) => base + ending)),
  )
  return [...candidates].filter((file) => isFile(file))
}

function isFile(path: string): boolean {
  // A name with a null byte, or one that is too long, is no file either.
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
  } catch {
    return false
  }
}
