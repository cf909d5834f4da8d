/** What the process ends with. Stable: scripts and graders rely on it. */
export const exitCodes = {
  held: 0,
  violated: 1,
  usage: 2,
  undecided: 3,
  unusable: 4,
  /** Of a class, some results are missing or contradict one another. */
  incomplete: 5,
  fault: 70,
  /** Stopped by a signal; what was done is kept. */
  interrupted: 130,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** The gravest first: what a batch ends with is the gravest of its parts. */
const gravity: readonly ExitCode[] = [
  exitCodes.interrupted,
  exitCodes.fault,
  exitCodes.usage,
  exitCodes.incomplete,
  exitCodes.unusable,
  exitCodes.violated,
  exitCodes.undecided,
  exitCodes.held,
]

export function gravest(codes: readonly ExitCode[]): ExitCode {
  return gravity.find((code) => codes.includes(code)) ?? exitCodes.held
}

/** Bad input from the user: told in one line, without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
