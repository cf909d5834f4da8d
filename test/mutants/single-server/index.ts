import a1 from './a1-no-duplicate-detection.ts'
import type { Mutant } from './mutant.ts'

export const singleServerMutants: readonly Mutant[] = [a1]
