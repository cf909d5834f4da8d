import { build } from 'esbuild'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Entries } from '../../src/grade/child/index.ts'
import { temporaryFolder } from './solutions.ts'

/** Builds the scripts of a job from the sources, so that these tests do not depend on `dist`. */
export async function buildEntries(): Promise<Entries> {
  const folder = temporaryFolder()
  const entries = {
    examiner: join(folder, 'examiner.mjs'),
    // A folder of its own: the process may read nothing else.
    sandbox: join(folder, 'sandbox', 'main.mjs'),
  }
  await Promise.all([
    bundled('../../src/grade/examiner/main.ts', entries.examiner),
    bundled('../../src/grade/sandbox/inside/main.ts', entries.sandbox),
  ])
  return entries
}

async function bundled(source: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL(source, import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    // seedrandom is CommonJS and asks for `crypto`.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)",
    },
  })
}
