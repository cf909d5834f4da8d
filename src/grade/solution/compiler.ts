import { createRequire } from 'node:module'
import type typescript from 'typescript'

const require = createRequire(import.meta.url)

/**
 * The TypeScript compiler, loaded when it is first needed: it is large. Not by `import()`, which would first parse all
 * of it for the names of its exports: that takes longer than to load it.
 */
export function compiler(): typeof typescript {
  // What the package says of itself.
  return require('typescript') as typeof typescript
}

/** The path of a file that says which version it is. */
export function compilerManifest(): string {
  return require.resolve('typescript/package.json')
}
