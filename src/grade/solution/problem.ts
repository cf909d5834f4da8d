import { printable } from '../../port/index.ts'

/** Why a solution cannot be graded, or a hint: where, what was expected, what came, what to do. */
export interface Problem {
  /** `file:line`, relative to the solution's folder; null where there is no one place. */
  readonly where: string | null
  readonly message: string
}

export interface Unusable {
  readonly kind: 'unusable'
  readonly problems: readonly Problem[]
}

export function unusable(where: string | null, message: string): Unusable {
  return { kind: 'unusable', problems: [problem(where, message)] }
}

/** Texts and names of files are the solution's, who may have put anything there. */
export function problem(where: string | null, message: string): Problem {
  return { where: where === null ? null : printable(where), message: printable(message) }
}

export const nestedTooDeep = 'nested too deep to be read: write it in smaller functions'
