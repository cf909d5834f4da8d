import { bundle } from './bundle.ts'
import { instrument } from './instrument.ts'
import type { Unusable } from './problem.ts'
import type { Program } from './program.ts'

/** Reads a solution and makes it ready to be run under watch. Runs none of it. */
export async function loadSolution(path: string): Promise<Program | Unusable> {
  const bundled = await bundle(path)
  return bundled.kind === 'unusable' ? bundled : instrument(bundled)
}
