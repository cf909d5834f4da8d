import type { SingleServer } from '../../../src/labs/single-server/index.ts'
import reference from '../../../src/reference/single-server/index.ts'
import inBatches from './in-batches.ts'
import neverForgets from './never-forgets.ts'
import strictOrder from './strict-order.ts'

/** Right answers to the lab that have little in common but the contract: nothing may be found in them. */
export const singleServerSolutions: Readonly<Record<string, SingleServer>> = {
  reference,
  'never-forgets': neverForgets,
  'strict-order': strictOrder,
  'in-batches': inBatches,
}
