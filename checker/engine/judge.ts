import type { Model } from '../model.ts'
import type { Operation } from '../operation.ts'
import { Blocks } from './blocks.ts'
import { Encoding } from './encoding.ts'
import { encodeAny } from './generic.ts'
import { Full } from './ints.ts'
import { NarrowSearch } from './narrow-search.ts'
import { Search, type Found } from './search.ts'
import { Timeline } from './timeline.ts'
import { linearizationOf } from './witness.ts'

/** What is known of one group. `order`, if asked for and there is one: positions in the group. */
export type Judged = {
  readonly found: Found
  readonly stepsSpent: number
  readonly order: readonly number[] | undefined
  /** Was there an operation that may be none of the model's? See `Encoding.isOdd`. */
  readonly isOdd: boolean
}

/** The two searches, over one encoding and its timeline. */
class Workspace {
  readonly encoding = new Encoding()
  readonly timeline = new Timeline()
  readonly blocks = new Blocks()
  readonly narrow = new NarrowSearch(this.encoding, this.timeline)
  readonly wide = new Search(this.encoding, this.timeline)

  /** In ints. */
  get capacity(): number {
    return this.encoding.kind.length * 16 + this.narrow.capacity + this.wide.capacity
  }
}

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
    if (decision !== undefined) return judgedAs(decision, group.length, shows, false, () => linearize(group))
  }
  // Taken away while in use: a model's step may check another history.
  const workspace = idle ?? new Workspace()
  idle = undefined
  const { encoding, blocks } = workspace
  encoding.reset(group.length)
  const encode = model.encode ?? encodeAny(model)
  encode(group, encoding)
  const decision = blocks.decide(encoding)
  const judged =
    decision === undefined
      ? searched(workspace, stepsMax, shows)
      : judgedAs(decision, group.length, shows, encoding.isOdd, () => blocks.linearize(encoding))
  if (workspace.capacity <= capacityKeptMax) idle = workspace
  return judged
}

/** What an algorithm has decided: it looks at each operation once. */
function judgedAs(
  decision: boolean,
  stepsSpent: number,
  shows: boolean,
  isOdd: boolean,
  linearize: () => readonly number[],
): Judged {
  const found = decision ? 'linearizable' : 'illegal'
  return { found, stepsSpent, order: decision && shows ? linearize() : undefined, isOdd }
}

function searched({ encoding, timeline, narrow, wide }: Workspace, stepsMax: number, shows: boolean): Judged {
  timeline.lay(encoding)
  const search = narrow.fits ? narrow : wide
  const found = foundBy(search, stepsMax)
  const order = found === 'linearizable' && shows ? linearizationOf(search) : undefined
  return { found, stepsSpent: search.stepsSpent, order, isOdd: encoding.isOdd }
}

function foundBy(search: NarrowSearch | Search, stepsMax: number): Found {
  try {
    return search.run(stepsMax)
  } catch (error) {
    if (error instanceof Full) return 'full'
    throw error
  }
}
