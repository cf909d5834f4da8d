import { build } from 'esbuild'
import { describe, expect, test } from 'vitest'

const root = new URL('../..', import.meta.url).pathname

/** What a program with these imports weighs, minified; it is made of what is published. */
async function bytesOf(
  code: string,
): Promise<{ readonly bytes: number; readonly imports: readonly string[] }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: `${root}dist` },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    write: false,
    metafile: true,
    logLevel: 'silent',
  })
  const imports = Object.keys(metafile.inputs).filter((path) => path !== '<stdin>')
  return { bytes: outputFiles[0]?.contents.length ?? 0, imports }
}

const programs = [
  { name: 'all of splitbrain/checker', code: "export * from './checker.js'", maxKb: 25 },
  {
    name: 'check and a counter',
    code: "export { check } from './checker.js'; export { counterModel } from './checker/models.js'",
    maxKb: 25,
  },
  {
    name: 'check and a register',
    code: "export { check } from './checker.js'; export { casRegisterModel } from './checker/models.js'",
    maxKb: 57,
  },
  {
    name: 'check and a key/value store',
    code: "export { check } from './checker.js'; export { keyValueModel } from './checker/models.js'",
    maxKb: 65,
  },
  { name: 'all models', code: "export * from './checker/models.js'", maxKb: 64 },
  { name: 'the explanation', code: "export * from './checker/explain.js'", maxKb: 42 },
  { name: 'the port', code: "export * from './checker/port.js'", maxKb: 10 },
]

describe('a program that bundles, minified,', () => {
  test.each(programs)('$name is at most $maxKb KB, and needs nothing else', async ({ code, maxKb }) => {
    const { bytes, imports } = await bytesOf(code)
    // Less than half of it would be another program.
    expect(bytes).toBeGreaterThan(maxKb * 500)
    expect(bytes).toBeLessThan(maxKb * 1_000)
    expect(imports.filter((path) => !path.startsWith('dist/'))).toEqual([])
  })
})
