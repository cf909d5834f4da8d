import type { Model } from '../model.ts'
import type { Operation } from '../operation.ts'
import { Blocks } from './blocks.ts'
import { Encoding } from './encoding.ts'
import { encodeAny } from './generic.ts'
import { Search, type Found } from './search.ts'
import { linearizationOf } from './witness.ts'

/** What is known of one group. `order`, if asked for and there is one: positions in the group. */
export type Judged = {
  readonly found: Found
  readonly stepsSpent: number
  readonly order: readonly number[] | undefined
}

/** Kept for the next group, unless it has grown large: a short history costs little more than its search. */
const blocks = new Blocks()
let idle: Search | undefined
const capacityKeptMax = 1 << 20

/** Judges one group within `stepsMax` steps. */
export function judge<State, Input, Output>(
  model: Model<State, Input, Output>,
  group: readonly Operation<Input, Output>[],
  stepsMax: number,
  shows: boolean,
): Judged {
  for (const { decide, linearize } of model.algorithms ?? []) {
    const decision = decide(group)
    if (decision === undefined) continue
    const found = decision ? 'linearizable' : 'illegal'
    return { found, stepsSpent: group.length, order: decision && shows ? linearize(group) : undefined }
  }
  // Taken away while in use: a model's step may check another history.
  const search = idle ?? new Search(new Encoding())
  idle = undefined
  search.encoding.reset(group.length)
  const encode = model.encode ?? encodeAny(model)
  encode(group, search.encoding)
  const decision = blocks.decide(search.encoding)
  if (decision !== undefined) {
    const order = decision && shows ? blocks.linearize(search.encoding) : undefined
    idle = search
    return { found: decision ? 'linearizable' : 'illegal', stepsSpent: group.length, order }
  }
  const found = search.run(stepsMax)
  const order = found === 'linearizable' && shows ? linearizationOf(search) : undefined
  if (search.capacity <= capacityKeptMax) idle = search
  return { found, stepsSpent: search.stepsSpent, order }
}
