import { build, type BuildResult, type Message, type Plugin } from 'esbuild'
import { readFileSync, statSync } from 'node:fs'
import { dirname, extname, resolve } from 'node:path'
import { isBuiltin } from 'node:module'
import { contractModule, contractNames } from './contracts.ts'
import { unusable, type Problem, type Unusable } from './problem.ts'
import { bundleExports, contractNamespace } from './program.ts'

/** A solution as one script. */
export interface Bundle {
  readonly kind: 'bundled'
  /** Assigns the exports to the variable `bundleExports`. */
  readonly code: string
  /** Source map as JSON text; its sources are relative to the solution's folder. */
  readonly map: string
  /** The files it was made of, relative to the solution's folder. */
  readonly files: readonly string[]
}

const extensions = ['.ts', '.js', '.mts', '.mjs']

/** Reads a solution and the files it imports. Runs none of it. */
export async function bundle(path: string): Promise<Bundle | Unusable> {
  const file = resolve(path)
  const problem = problemOfFile(path, file)
  if (problem !== null) return unusable(null, problem)
  const folder = dirname(file)
  let result: BuildResult<{ write: false; metafile: true }>
  try {
    result = await build({
      entryPoints: [file],
      absWorkingDir: folder,
      outdir: folder,
      bundle: true,
      write: false,
      metafile: true,
      platform: 'neutral',
      format: 'iife',
      globalName: bundleExports,
      target: 'es2022',
      sourcemap: 'external',
      sourcesContent: false,
      logLevel: 'silent',
      // What a solution means does not depend on a tsconfig.json that happens to lie above it.
      tsconfigRaw: {},
      plugins: [contracts],
    })
  } catch (error) {
    const { errors } = error as { errors?: readonly Message[] }
    if (errors === undefined) throw error
    return { kind: 'unusable', problems: errors.map(problemOf) }
  }
  const output = (extension: string): string =>
    result.outputFiles.find(({ path: name }) => name.endsWith(extension))?.text ?? ''
  const files = Object.keys(result.metafile.inputs).filter((name) => !name.startsWith(contractNamespace))
  return { kind: 'bundled', code: output('.js'), map: output('.js.map'), files }
}

function problemOfFile(path: string, file: string): string | null {
  const expected = `expected a solution, a file that ends in ${extensions.join(', ')}`
  const stat = statSync(file, { throwIfNoEntry: false })
  if (stat === undefined) return `${expected}; there is no ${path}: check the path`
  if (stat.isDirectory())
    return `${expected}; ${path} is a folder: name the file in it that has the default export`
  if (!extensions.includes(extname(file))) return `${expected}; found ${path}`
  if (readFileSync(file, 'utf8').trim() === '')
    return `${path} is empty: expected a default export with the classes of the lab`
  return null
}

/** Resolves the contracts; refuses whatever else is not a file beside the solution. */
const contracts: Plugin = {
  name: 'contracts',
  setup(esbuild) {
    esbuild.onResolve({ filter: /.*/ }, ({ path, kind }) => {
      if (kind === 'entry-point' || /^\.{1,2}(\/|$)/.test(path)) return undefined
      if (contractModule(path) !== null) return { path, namespace: contractNamespace }
      return { errors: [{ text: refusal(path) }] }
    })
    esbuild.onLoad({ filter: /.*/, namespace: contractNamespace }, ({ path }) => ({
      contents: contractModule(path) ?? '',
      loader: 'js',
    }))
  },
}

function refusal(path: string): string {
  const expected = `a solution may import its own files ('./…') and ${contractNames.map((name) => `'${name}'`).join(', ')}`
  if (isBuiltin(path))
    return `import of '${path}', a module of Node: ${expected}; a node has only this and out`
  if (path.startsWith('splitbrain')) return `import of '${path}', which is not for solutions: ${expected}`
  return `import of '${path}', a package or an absolute path: ${expected}`
}

function problemOf({ text, location }: Message): Problem {
  const where = location === null ? null : `${location.file}:${location.line}`
  // esbuild speaks of its output format, which is no concern of a student's.
  return text.startsWith('Top-level await')
    ? { where, message: 'await outside of a function: a module does everything before it has loaded' }
    : { where, message: text }
}
