import f1 from './f1-no-test-and-set.ts'
import f2 from './f2-does-not-finish-the-log.ts'
import f3 from './f3-the-loser-goes-on.ts'
import f4 from './f4-waits-for-a-dead-backup.ts'
import f5 from './f5-never-takes-the-primary-for-dead.ts'
import f6 from './f6-acknowledges-when-live.ts'
import f7 from './f7-stops-ticking-when-it-goes-live.ts'
import k1 from './k1-repeats-every-output.ts'
import k2 from './k2-acknowledges-what-it-has-replayed.ts'
import l1 from './l1-never-sends-again.ts'
import l2 from './l2-ignores-gaps.ts'
import l3 from './l3-replays-repetitions.ts'
import l4 from './l4-logs-the-count-too-late.ts'
import o1 from './o1-releases-before-the-acknowledgement.ts'
import o2 from './o2-waits-for-the-input-only.ts'
import o3 from './o3-the-backup-releases.ts'
import o4 from './o4-drops-outputs-at-failover.ts'
import o5 from './o5-counts-outputs-anew.ts'
import r1 from './r1-interrupts-one-instruction-late.ts'
import r2 from './r2-runs-ahead-of-the-log.ts'
import r3 from './r3-decides-timestamps-itself.ts'
import r4 from './r4-ticks-by-its-own-clock.ts'
import r5 from './r5-takes-packets-from-its-own-card.ts'
import type { Mutant } from './mutant.ts'

export const replicatedVmMutants: readonly Mutant[] = [
  o1,
  o2,
  o3,
  o4,
  o5,
  l1,
  l2,
  l3,
  l4,
  r1,
  r2,
  r3,
  r4,
  r5,
  f1,
  f2,
  f3,
  f4,
  f5,
  f6,
  f7,
  k1,
  k2,
]
