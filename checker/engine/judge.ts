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

type Workspace = { readonly search: Search; readonly blocks: Blocks }

/** Kept for the next group, unless it has grown large: a short history costs little more than its search. */
let idle: Workspace | undefined
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
    if (decision !== undefined) return judgedAs(decision, group.length, shows, () => linearize(group))
  }
  // Taken away while in use: a model's step may check another history.
  const workspace = idle ?? { search: new Search(new Encoding()), blocks: new Blocks() }
  idle = undefined
  const { search, blocks } = workspace
  const { encoding } = search
  encoding.reset(group.length)
  const encode = model.encode ?? encodeAny(model)
  encode(group, encoding)
  const decision = blocks.decide(encoding)
  const judged =
    decision === undefined
      ? searched(search, stepsMax, shows)
      : judgedAs(decision, group.length, shows, () => blocks.linearize(encoding))
  if (search.capacity <= capacityKeptMax) idle = workspace
  return judged
}

/** What an algorithm has decided: it looks at each operation once. */
function judgedAs(
  decision: boolean,
  stepsSpent: number,
  shows: boolean,
  linearize: () => readonly number[],
): Judged {
  const found = decision ? 'linearizable' : 'illegal'
  return { found, stepsSpent, order: decision && shows ? linearize() : undefined }
}

function searched(search: Search, stepsMax: number, shows: boolean): Judged {
  const found = search.run(stepsMax)
  const order = found === 'linearizable' && shows ? linearizationOf(search) : undefined
  return { found, stepsSpent: search.stepsSpent, order }
}
