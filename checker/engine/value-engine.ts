import type { Operation } from '../operation.ts'
import { Blocks } from './blocks.ts'
import { Encoding, type Encode } from './encoding.ts'
import { capacityKeptMax, decided, searched, type Judge, type Judged } from './judge.ts'
import { NarrowSearch } from './narrow-search.ts'
import { Search } from './search.ts'
import { Timeline } from './timeline.ts'
import { ValueReductions } from './value-reductions.ts'

/** What a model hands over to be judged by more than its `step`. */
export type Engine<Input, Output> = {
  readonly encode: Encode<Input, Output>
  readonly judge: Judge<Input, Output>
}

/** For operations that name the values which they find and leave: zones and blocks, then a search. */
export function valueEngine<Input, Output>(encode: Encode<Input, Output>): Engine<Input, Output> {
  return { encode, judge: (group, stepsMax, shows) => judge(encode, group, stepsMax, shows) }
}

/** The two searches, over one encoding and its timeline. */
class Workspace {
  readonly encoding = new Encoding()
  readonly timeline = new Timeline()
  readonly blocks = new Blocks()
  readonly narrow = new NarrowSearch(this.encoding, this.timeline)
  readonly wide = new Search(this.encoding, this.timeline, ValueReductions)

  /** In ints. */
  get capacity(): number {
    return this.encoding.capacity + this.narrow.capacity + this.wide.capacity
  }
}

/** See `judgeAny`. */
let idle: Workspace | undefined

function judge<Input, Output>(
  encode: Encode<Input, Output>,
  group: readonly Operation<Input, Output>[],
  stepsMax: number,
  shows: boolean,
): Judged {
  const workspace = idle ?? new Workspace()
  idle = undefined
  const { encoding, timeline, blocks, narrow, wide } = workspace
  encoding.reset(group.length)
  encode(group, encoding)
  const decision = blocks.decide(encoding)
  let judged: Judged
  if (decision === undefined) {
    timeline.lay(encoding)
    judged = searched(narrow.fits ? narrow : wide, stepsMax, shows)
  } else {
    judged = decided(decision, group.length, shows, encoding.isOdd, () => blocks.linearize(encoding))
  }
  if (workspace.capacity <= capacityKeptMax) idle = workspace
  return judged
}
