import type { ReplicatedVirtualMachine } from '../../../src/labs/replicated-vm/index.ts'
import type { Mutant as AnyMutant } from '../mutant.ts'

/** The rules of slides 43–46, and what else a mistake may break. */
type Broken = 'output rule' | 'replay' | 'one machine' | 'test-and-set' | 'progress'

type JudgementName =
  'same-state' | 'output-rule' | 'one-machine' | 'one-live' | 'linearizable' | 'progress' | 'well-behaved'

/** The reference with one mistake. Ids: O output, R replay, L log, F failover. */
export type Mutant = AnyMutant<ReplicatedVirtualMachine, Broken, JudgementName>
