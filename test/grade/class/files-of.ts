import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Everything in a folder of results but the journal and its plan: digests by path, empty folders too. */
export function finalFiles(out: string): Readonly<Record<string, string>> {
  const paths = readdirSync(out, { recursive: true, encoding: 'utf8' }).toSorted()
  const final = paths.filter((path) => !['grades.jsonl', 'class.json'].includes(path))
  return Object.fromEntries(
    final.map((path) => {
      const file = join(out, path)
      const says = statSync(file).isDirectory() ? 'folder' : readFileSync(file)
      return [path, typeof says === 'string' ? says : createHash('sha256').update(says).digest('hex')]
    }),
  )
}
