import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The scripts of a job: of the thread that examines, and of the process in which the solution runs. */
export interface Entries {
  readonly examiner: string
  readonly sandbox: string
}

/** As they were built: beside this script in a package, in `dist` when it is run from the sources. */
export function childEntry(): Entries {
  return { examiner: built('examiner.js'), sandbox: built('sandbox/main.js') }
}

function built(name: string): string {
  const candidates = [`./${name}`, `../../../dist/${name}`].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  )
  const found = candidates.find((path) => existsSync(path))
  if (found !== undefined) return found
  throw new Error(
    `expected the built script at ${candidates.join(' or ')}, found none: run \`npm run prepare\``,
  )
}
