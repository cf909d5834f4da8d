import type { StateMachineReplication } from '../../../src/labs/state-machine-replication/index.ts'
import type { Mutant as AnyMutant } from '../mutant.ts'

type Broken = 'same order' | 'all before the reply' | 'at most once' | 'decided once' | 'progress'
type JudgementName =
  'linearizable' | 'replicas-agree' | 'all-before-reply' | 'no-duplicate-writes' | 'progress' | 'well-behaved'

/** The reference with one mistake. Ids: O order, F forwarding, B other servers, A at most once, N outcomes, C client, R reads. */
export type Mutant = AnyMutant<StateMachineReplication, Broken, JudgementName>
