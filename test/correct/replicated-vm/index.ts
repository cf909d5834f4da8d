import type { ReplicatedVirtualMachine } from '../../../src/labs/replicated-vm/index.ts'
import reference from '../../../src/reference/replicated-vm/index.ts'
import entryByEntry from './entry-by-entry.ts'
import replaysWhenNeeded from './replays-when-needed.ts'
import stopsAtOutputs from './stops-at-outputs.ts'

/** Right answers to the lab that have little in common but the contract: nothing may be found in them. */
export const replicatedVmSolutions: Readonly<Record<string, ReplicatedVirtualMachine>> = {
  reference,
  'entry-by-entry': entryByEntry,
  'stops-at-outputs': stopsAtOutputs,
  'replays-when-needed': replaysWhenNeeded,
}
