import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A script that runs in a thread or process of its own: beside this one in a package, in `dist` when run from the sources. */
export function built(name: string): string {
  const candidates = [`./${name}`, `../../dist/${name}`].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  )
  const found = candidates.find((path) => existsSync(path))
  if (found !== undefined) return found
  throw new Error(
    `expected the built script at ${candidates.join(' or ')}, found none: run \`npm run prepare\``,
  )
}
