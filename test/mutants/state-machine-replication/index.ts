import type { Mutant } from './mutant.ts'
import o1 from './o1-everyone-orders.ts'
import o2 from './o2-executes-as-it-comes.ts'
import f0 from './f0-acknowledges-often.ts'
import f1 from './f1-answers-before-the-others.ts'
import f2 from './f2-the-first-acknowledgement-is-enough.ts'
import f3 from './f3-any-acknowledgement-counts.ts'
import f4 from './f4-never-forwards-again.ts'
import f7 from './f7-goes-on-without-the-silent.ts'
import b5 from './b5-acknowledges-without-executing.ts'
import b6 from './b6-executes-repetitions.ts'
import b10 from './b10-acknowledges-once.ts'
import r1 from './r1-any-server-reads.ts'
import a1 from './a1-no-duplicate-detection.ts'
import a3 from './a3-answers-a-retry-before-the-others.ts'
import a6 from './a6-one-count-for-all-clients.ts'
import n1 from './n1-each-replica-decides.ts'
import n6 from './n6-answers-with-a-new-decision.ts'
import c5 from './c5-never-sends-again.ts'
import c6 from './c6-asks-all-servers.ts'

/** Wrong variants of the reference, controls included. */
export const stateMachineReplicationMutants: readonly Mutant[] = [
  o1,
  o2,
  f0,
  f1,
  f2,
  f3,
  f4,
  f7,
  b5,
  b6,
  b10,
  r1,
  a1,
  a3,
  a6,
  n1,
  n6,
  c5,
  c6,
]
