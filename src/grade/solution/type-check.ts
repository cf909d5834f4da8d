import { existsSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Diagnostic } from 'typescript'
import { contractNames, labOfContract } from './contracts.ts'
import type { Problem } from './problem.ts'

/**
 * What TypeScript has to say of a solution, with `file:line:column`: advice, since the behaviour is what is graded.
 * Takes a second or two. Nothing for a solution in JavaScript.
 */
export async function typeCheck(path: string): Promise<readonly Problem[]> {
  if (!/\.m?ts$/.test(path)) return []
  // Loaded only when it is needed: the compiler is large.
  const { default: ts } = await import('typescript')
  const file = resolve(path)
  const program = ts.createProgram([file], {
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
  })
  const diagnostics = [...program.getSyntacticDiagnostics(), ...program.getSemanticDiagnostics()]
  const flatten = ({ messageText }: Diagnostic): string => ts.flattenDiagnosticMessageText(messageText, '\n')
  return diagnostics.map((diagnostic) => problemOf(diagnostic, dirname(file), flatten(diagnostic)))
}

/** Where the types of the contracts lie: beside this file in `src`, or among the built files. */
function contractPaths(): Record<string, string[]> {
  const here = dirname(fileURLToPath(import.meta.url))
  const paths: Record<string, string[]> = {}
  for (const name of contractNames) {
    const lab = labOfContract(name) ?? ''
    const candidates = [
      resolve(here, '..', '..', 'labs', lab, 'index.ts'),
      resolve(here, `${lab}.d.ts`),
      resolve(here, '..', `${lab}.d.ts`),
    ]
    const found = candidates.find((candidate) => existsSync(candidate))
    if (found !== undefined) paths[name] = [found]
  }
  return paths
}

function problemOf({ file, start }: Diagnostic, folder: string, message: string): Problem {
  if (file === undefined || start === undefined) return { where: null, message }
  const { line, character } = file.getLineAndCharacterOfPosition(start)
  return { where: `${relative(folder, file.fileName)}:${line + 1}:${character + 1}`, message }
}
