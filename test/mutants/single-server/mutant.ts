import type { SingleServer } from '../../../src/labs/single-server/index.ts'
import type { Mutant as AnyMutant } from '../mutant.ts'

type Broken = 'at most once' | 'progress' | 'engineering'
type JudgementName = 'linearizable' | 'no-duplicate-writes' | 'progress' | 'well-behaved'

/** The reference with one mistake. Ids as in the catalogue of mistakes: A at most once, C client, T code. */
export type Mutant = AnyMutant<SingleServer, Broken, JudgementName>
