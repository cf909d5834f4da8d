import { readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import * as primaryBackup from '../../../src/labs/primary-backup/index.ts'
import * as singleServer from '../../../src/labs/single-server/index.ts'
import { generate, type Generated } from './generate.ts'

/** A reference whose text is changed. */
export interface Reference {
  readonly name: string
  readonly lab: string
  /** One after the other, as long as nothing is found. */
  readonly services: readonly string[]
  /** Names of small scopes in which everything is tried. */
  readonly scopes: readonly string[]
  /** From `src/reference` on; only what is this reference's own. */
  readonly files: readonly string[]
  /** The module whose default export is the solution. */
  readonly entry: string
}

const decided = ['key-value', 'non-deterministic']
const pairs = ['2 servers, 1 client, 1 call, 3 views', '2 servers, 1 client, 2 calls, 2 views']

export const references: readonly Reference[] = [
  {
    name: 'hot-standby',
    lab: 'primary-backup',
    services: decided,
    scopes: pairs,
    files: ['hot-standby/server.ts', 'hot-standby/view-server.ts', 'hot-standby/client.ts'],
    entry: 'hot-standby/index.ts',
  },
  {
    name: 'cold-standby',
    lab: 'primary-backup',
    services: decided,
    scopes: pairs,
    files: ['cold-standby/server.ts'],
    entry: 'cold-standby/index.ts',
  },
  {
    name: 'log-transfer',
    lab: 'primary-backup',
    services: decided,
    scopes: pairs,
    files: ['log-transfer/server.ts', 'log-transfer/log.ts'],
    entry: 'log-transfer/index.ts',
  },
  {
    name: 'single-server',
    lab: 'single-server',
    services: ['key-value'],
    scopes: ['1 server, 2 clients, 2 calls'],
    files: ['single-server/index.ts'],
    entry: 'single-server/index.ts',
  },
]

/** All mutants of a reference. */
export function mutantsOf({ files }: Reference): readonly Generated[] {
  return files.flatMap((file) => generate(file, textOf(file)))
}

/** The reference that a file belongs to. Throws when there is none. */
export function referenceOf(file: string): Reference {
  const found = references.find(({ files }) => files.includes(file))
  if (found === undefined) throw new Error(`no reference has the file ${file}`)
  return found
}

/** The reference with one file changed. Its modules are evaluated anew, so that nothing is shared with others. */
export function solutionOf({ entry }: Reference, { file, text }: Pick<Generated, 'file' | 'text'>): object {
  const modules = new Map<string, Module>()
  const load = (path: string): Module => {
    const known = modules.get(path)
    if (known !== undefined) return known
    const loaded: Module = {}
    modules.set(path, loaded)
    const require = (specifier: string): unknown => imported(posix.join(posix.dirname(path), specifier), load)
    evaluate(path === file ? text : textOf(path), loaded, require)
    return loaded
  }
  const solution = load(entry)['default']
  if (typeof solution !== 'object' || solution === null) throw new Error(`${entry} exports no solution`)
  return solution
}

type Module = Record<string, unknown>

/** What references import besides each other. Paths from `src/reference` on. */
const contracts: Readonly<Record<string, unknown>> = {
  '../labs/primary-backup/index.ts': primaryBackup,
  '../labs/single-server/index.ts': singleServer,
}

function imported(path: string, load: (path: string) => Module): unknown {
  if (!path.startsWith('..')) return load(path)
  const contract = contracts[path]
  if (contract === undefined) throw new Error(`${path} is not in the list of what references import: add it`)
  return contract
}

export function textOf(path: string): string {
  return readFileSync(fileURLToPath(new URL(`../../../src/reference/${path}`, import.meta.url)), 'utf8')
}

const asCommonJs = {
  compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023 },
}

function evaluate(text: string, exports: Module, require: (specifier: string) => unknown): void {
  const { outputText } = ts.transpileModule(text, asCommonJs)
  new Function('exports', 'require', outputText)(exports, require)
}
