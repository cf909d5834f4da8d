import { build } from 'esbuild'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { temporaryFolder } from './solutions.ts'

/** Builds the child's script from the sources, so that these tests do not depend on `dist`. Returns its path. */
export async function buildChild(): Promise<string> {
  const outfile = join(temporaryFolder(), 'child.mjs')
  await build({
    entryPoints: [fileURLToPath(new URL('../../src/grade/child/main.ts', import.meta.url))],
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
  return outfile
}
