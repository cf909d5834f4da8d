import { build, type BuildResult, type Loader, type Message, type Plugin } from 'esbuild'
import { readFileSync, realpathSync, statSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { contractModule, contractNames } from './contracts.ts'
import { isWithin, rootOf } from './own-folder.ts'
import { nestedTooDeep, problem, unusable, type Problem, type Unusable } from './problem.ts'
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

/** And how esbuild is to read them. */
const loaders: Readonly<Record<string, Loader>> = { '.ts': 'ts', '.js': 'js', '.mts': 'ts', '.mjs': 'js' }
const extensions = Object.keys(loaders)

/** Of all texts of a solution together: more is no longer written by hand. */
const sizeMax = 2_000_000

const outputSizeMax = 10 * sizeMax

/** Reads a solution and the files it imports. Runs none of it. */
export async function bundle(path: string): Promise<Bundle | Unusable> {
  const wrong = problemOfFile(path, resolve(path))
  if (wrong !== null) return unusable(null, wrong)
  // Of a link to a solution, the folder in which the solution is.
  const file = realpathSync(path)
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
      plugins: [contracts, ownFiles(folder)],
    })
  } catch (error) {
    const { errors } = error as { errors?: readonly Message[] }
    if (errors === undefined) throw error
    return { kind: 'unusable', problems: errors.map(problemOf) }
  }
  // Blocks in blocks in blocks: each line is indented as deep as it lies.
  if (result.outputFiles.some(({ contents }) => contents.byteLength > outputSizeMax))
    return unusable(null, nestedTooDeep)
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
  if (!stat.isFile() || !extensions.includes(extname(file))) return `${expected}; found ${path}`
  if (readFileSync(file, 'utf8').trim() === '')
    return `${path} is empty: expected a default export with the classes of the lab`
  return null
}

/**
 * esbuild reads the `package.json` of every folder on the way to a file, whatever it is: at a pipe it waits for ever, and a
 * link to a device has no end.
 */
function isTrapOnTheWayTo(file: string): boolean {
  const folder = dirname(file)
  const isHere = [file, folder].some((each) => isTrap(join(each, 'package.json')))
  return isHere || (folder !== dirname(folder) && isTrapOnTheWayTo(folder))
}

function isTrap(file: string): boolean {
  try {
    const stat = statSync(file)
    return !stat.isDirectory() && (!stat.isFile() || stat.size > sizeMax)
  } catch {
    // Nothing is there, or nothing can be: below a file, under a name with a null byte.
    return false
  }
}

const trap = 'the package.json beside it, or above, is no file that can be read: remove it'

/** Resolves the contracts; refuses whatever else is not named by a relative path. */
const contracts: Plugin = {
  name: 'contracts',
  setup(esbuild) {
    esbuild.onResolve({ filter: /.*/ }, ({ path, kind, resolveDir }) => {
      if (kind === 'entry-point' || /^\.{1,2}(\/|$)/.test(path)) {
        return isTrapOnTheWayTo(resolve(resolveDir, path)) ? { errors: [{ text: trap }] } : undefined
      }
      if (contractModule(path) !== null) return { path, namespace: contractNamespace }
      return { errors: [{ text: refusal(path) }] }
    })
    esbuild.onLoad({ filter: /.*/, namespace: contractNamespace }, ({ path }) => ({
      contents: contractModule(path) ?? '',
      loader: 'js',
    }))
  },
}

/** Reads the solution's own files, and no others, whatever links there are. */
function ownFiles(folder: string): Plugin {
  let size = 0
  return {
    name: 'own files',
    setup(esbuild) {
      esbuild.onLoad({ filter: /.*/, namespace: 'file' }, ({ path }) => {
        const real = realpathSync(path)
        const loader = loaders[extname(real)]
        if (!isWithin(rootOf(folder), real) || loader === undefined || !statSync(real).isFile())
          return { errors: [{ text: foreign(basename(path)) }] }
        size += statSync(real).size
        if (size > sizeMax) return { errors: [{ text: `a solution has at most ${sizeMax} characters` }] }
        return { contents: withoutMap(readFileSync(real, 'utf8')), loader }
      })
    },
  }
}

/** esbuild would read what a text says is its source map, wherever that is. */
function withoutMap(text: string): string {
  return text.replaceAll(/(?<=[#@]\s*)sourceMappingURL/g, 'sourceMapping___')
}

function foreign(name: string): string {
  return (
    `import of ${name}, which is not a file of the solution: a solution may import its own files, which lie in ` +
    `its folder and end in ${extensions.join(', ')}`
  )
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
    ? problem(where, 'await outside of a function: a module does everything before it has loaded')
    : problem(where, text)
}
