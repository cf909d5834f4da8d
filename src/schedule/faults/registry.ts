import { crash, type Crash } from './crash.ts'
import { cut, type Cut } from './cut.ts'
import { delay, type Delay } from './delay.ts'
import { drop, type Drop } from './drop.ts'
import { duplicate, type Duplicate } from './duplicate.ts'
import type { FaultKind } from './fault-kind.ts'
import { hold, type Hold } from './hold.ts'
import { isolate, type Isolate } from './isolate.ts'
import { join, type Join } from './join.ts'
import { loss, type Loss } from './loss.ts'
import { partition, type Partition } from './partition.ts'
import { pause, type Pause } from './pause.ts'
import { stall, type Stall } from './stall.ts'

/** Something that goes wrong. */
export type Fault =
  Crash | Cut | Delay | Drop | Duplicate | Hold | Isolate | Join | Loss | Partition | Pause | Stall

const kinds = { crash, cut, delay, drop, duplicate, hold, isolate, join, loss, partition, pause, stall }

/** Names of all kinds of faults. */
export const faultKinds = Object.keys(kinds) as readonly Fault['kind'][]

/** The kind of a fault. Throws on a name that is not in the registry. */
export function kindOf(kind: string): FaultKind<Fault> {
  if (!Object.hasOwn(kinds, kind)) {
    throw new Error(`unknown fault \`${kind}\`: expected one of ${faultKinds.join(', ')}`)
  }
  // The registry holds under each name the kind whose faults carry that name.
  return kinds[kind as Fault['kind']] as unknown as FaultKind<Fault>
}
