import { loadSolution, typeCheck, type Problem, type Program } from '../grade/solution/index.ts'
import { colours, toStderr } from './terminal.ts'

/** Loads a solution for one command; says on stderr what is wrong with it. Null when it cannot be used. */
export async function openSolution(path: string): Promise<Program | null> {
  const program = await loadSolution(path)
  if (program.kind === 'unusable') {
    tellProblems(path, program.problems)
    return null
  }
  tellWarnings(await typeCheck(path))
  return program
}

export function tellProblems(path: string, problems: readonly Problem[]): void {
  toStderr(`${colours.red(`${path} cannot be used:`)}\n${listed(problems)}`)
}

export function tellWarnings(warnings: readonly Problem[]): void {
  if (warnings.length === 0) return
  toStderr(
    `${colours.yellow('TypeScript says (advice only, the solution runs all the same):')}\n${listed(warnings)}`,
  )
}

export function listed(problems: readonly Problem[]): string {
  return problems.map(({ where, message }) => `  ${where === null ? '' : `${where}: `}${message}\n`).join('')
}
