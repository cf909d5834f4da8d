import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { basename, dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type typescript from 'typescript'
import { printable } from '../../../port/index.ts'
import { compiler, compilerManifest } from '../compiler.ts'
import { contractNames, labOfContract } from '../contracts.ts'
import { isWithin, packageFolder, rootOf } from '../own-folder.ts'
import { problem, type Problem } from '../problem.ts'
import { digestOf, recall, remember } from '../remembered.ts'

/** What TypeScript has to say of a solution: see `typeCheck`. Its types may keep the compiler busy for ever. */
export function checkTypes(file: string): readonly Problem[] {
  try {
    return checked(compiler(), file)
  } catch (error) {
    // It goes into what is nested as deep as it is nested.
    if (!(error instanceof RangeError)) throw error
    return [problem(null, 'TypeScript cannot read it: nested too deep')]
  }
}

function checked(ts: typeof typescript, file: string): readonly Problem[] {
  const program = programOf(ts, file)
  const diagnostics = [...program.getSyntacticDiagnostics(), ...program.getSemanticDiagnostics()]
  if (diagnostics.length === 0) {
    const sources = program.getSourceFiles().filter((source) => !program.isSourceFileDefaultLibrary(source))
    rememberWithoutFault(
      file,
      sources.map(({ fileName }) => fileName),
    )
  }
  const flatten = ({ messageText }: typescript.Diagnostic): string =>
    ts.flattenDiagnosticMessageText(messageText, '\n')
  return diagnostics.map((diagnostic) => problemOf(diagnostic, dirname(file), flatten(diagnostic)))
}

function programOf(ts: typeof typescript, file: string): typescript.Program {
  const options: typescript.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts'],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    allowJs: true,
    checkJs: false,
    skipLibCheck: true,
    // A node has no `process` and no `setTimeout`.
    types: [],
    paths: contractPaths(),
  }
  const host = ts.createCompilerHost(options)
  const mayRead = [
    rootOf(dirname(file)),
    packageFolder,
    realpathSync(dirname(ts.getDefaultLibFilePath(options))),
  ]
  // Nothing else is read, not even for a type: a complaint would quote it.
  const isVisible = (name: string): boolean => {
    if (!existsSync(name)) return false
    const real = realpathSync(name)
    return mayRead.some((folder) => isWithin(folder, real))
  }
  return ts.createProgram([file], options, {
    ...host,
    fileExists: (name) => isVisible(name) && host.fileExists(name),
    readFile: (name) => (isVisible(name) ? host.readFile(name) : undefined),
  })
}

/** Whether it is made of the same files as when it was found to be without fault, by the same compiler. */
export function isWithoutFault(file: string): boolean {
  const digests = recall(rememberedAs(file))
  if (typeof digests !== 'object' || digests === null) return false
  return Object.entries(digests).every(
    ([name, digest]) => digestOfFile(resolve(dirname(file), name)) === digest,
  )
}

function rememberWithoutFault(file: string, sources: readonly string[]): void {
  const folder = dirname(file)
  // A copy of it in another folder is without fault, too.
  const names = [...sources, compilerManifest()].map((name) =>
    isWithin(folder, name) ? relative(folder, name) : name,
  )
  const digests = names.map((name) => [name, digestOfFile(resolve(folder, name))])
  remember(rememberedAs(file), Object.fromEntries(digests))
}

function rememberedAs(file: string): readonly string[] {
  return ['types', basename(file), digestOfFile(file)]
}

function digestOfFile(name: string): string {
  return existsSync(name) ? digestOf(readFileSync(name, 'utf8')) : 'nothing there'
}

/** Where the types of the contracts lie: beside this file in `src`, or among the built files. */
function contractPaths(): Record<string, string[]> {
  const here = dirname(fileURLToPath(import.meta.url))
  const paths: Record<string, string[]> = {}
  for (const name of contractNames) {
    const lab = labOfContract(name) ?? ''
    const candidates = [
      resolve(here, '..', '..', '..', 'labs', lab, 'index.ts'),
      resolve(here, `${lab}.d.ts`),
      resolve(here, '..', `${lab}.d.ts`),
    ]
    const found = candidates.find((candidate) => existsSync(candidate))
    if (found !== undefined) paths[name] = [found]
  }
  return paths
}

function problemOf({ file, start }: typescript.Diagnostic, folder: string, message: string): Problem {
  // What TypeScript says has lines; names in it are the solution's.
  const lines = message.split('\n').map(printable).join('\n')
  if (file === undefined || start === undefined) return { where: null, message: lines }
  const { line, character } = file.getLineAndCharacterOfPosition(start)
  const where = `${relative(folder, file.fileName)}:${line + 1}:${character + 1}`
  return { where: printable(where), message: lines }
}
