import { correct } from '../correct/index.ts'
import type { Implementation } from './table.ts'

/** All correct solutions of all labs, the references among them. */
export const implementations: readonly Implementation[] = correct.flatMap(({ lab, service, solutions }) =>
  Object.entries(solutions).map(([name, solution]) => ({ lab, service, name, solution })),
)
