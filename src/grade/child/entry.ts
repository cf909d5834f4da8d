import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The built script that a child process runs: beside this one in a package, in `dist` when run from the sources. */
export function childEntry(): string {
  const candidates = ['./child.js', '../../../dist/child.js'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  )
  const found = candidates.find((path) => existsSync(path))
  if (found !== undefined) return found
  throw new Error(
    `expected the built child at ${candidates.join(' or ')}, found none: run \`npm run prepare\``,
  )
}
