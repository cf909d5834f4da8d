import type { StateKey } from '../model.ts'
import type { CasInput, CasOutput } from '../models/cas-register.ts'
import type { Groups } from '../groups.ts'
import type { History, Operation } from '../operation.ts'
import { Blocks } from './blocks.ts'
import { encodeRegister } from './encoders.ts'
import { Encoding, kinds, type Encode } from './encoding.ts'
import { capacityKeptMax, decided, searched, type Judge, type Judged } from './judge.ts'
import { at, type Ints } from './ints.ts'
import { isNarrow, NarrowSearch } from './narrow-search.ts'
import { scatter } from './scatter.ts'
import { Search } from './search.ts'
import { StaleReads } from './stale-reads.ts'
import { Timeline } from './timeline.ts'
import { ValueReductions } from './value-reductions.ts'
import { ValueZones } from './value-zones.ts'
import { linearizationOf } from './witness.ts'

/** What a model hands over to be judged by more than its `step`. */
export type Engine<Input, Output> = {
  readonly encode: Encode<Input, Output>
  readonly judge: Judge<Input, Output>
  /**
   * The one group that a history is, if nothing parts it, judged before anybody has looked at its operations: to look first
   * is to fetch a long history from memory twice. `undefined` where something is no operation, or did not happen.
   */
  readonly unseen?: (
    model: Parted,
    history: History<Input, Output>,
    stepsMax: number,
    shows: boolean,
  ) => Groups<Input, Output> | undefined
  /** The groups of a long history, by key; `undefined` where each is better taken by itself. */
  readonly scatter: (
    operations: readonly Operation<Input, Output>[],
    keyOf: (input: Input) => StateKey,
  ) => Scattered | undefined
}

/** What a model may have beside its engine. */
type Parted = { readonly partition?: unknown; readonly algorithms?: unknown }

type Scattered = {
  /** Of each operation; groups come in the order of their first one. */
  readonly groupOf: Ints
  /** How many operations each group has. */
  readonly sizes: Ints
  readonly judge: (group: number, stepsMax: number) => Judged
}

/**
 * For operations that name the values which they find and leave: zones and blocks, then a search. `plant` is called when a
 * group is encoded, for what its operations do not say.
 */
export function valueEngine<Input, Output>(
  encode: Encode<Input, Output>,
  plant: (encoding: Encoding) => void = () => {},
): Engine<Input, Output> {
  return {
    encode,
    judge: (group, stepsMax, shows) =>
      inWorkspace((workspace) => {
        workspace.encoding.reset(group.length)
        encode(group, workspace.encoding)
        plant(workspace.encoding)
        return judge(workspace, group.length, stepsMax, shows)
      }),
    scatter: (operations, keyOf) => {
      const columns = scatter(encode, keyOf, operations)
      return (
        columns && {
          groupOf: columns.groupOf,
          sizes: columns.sizes,
          judge: (group, stepsMax) =>
            inWorkspace((workspace) => {
              columns.load(group, workspace.encoding)
              return judge(workspace, at(columns.sizes, group), stepsMax, false)
            }),
        }
      )
    },
  }
}

/** For a register, or one with compare-and-set. */
export function registerEngine<Input extends CasInput, Output extends CasOutput>(
  initial: StateKey,
): Engine<Input, Output> {
  const encode = encodeRegister(initial)
  return {
    ...valueEngine<Input, Output>(encode),
    unseen: ({ partition, algorithms }, history, stepsMax, shows) => {
      if (partition !== undefined || algorithms !== undefined || !Array.isArray(history)) return undefined
      // The cast: where one has failed, the encoding is partial.
      const operations = history as readonly Operation<Input, Output>[]
      const judged = inWorkspace((workspace) => {
        workspace.encoding.reset(operations.length)
        encode(operations, workspace.encoding)
        if (workspace.encoding.isPartial) return undefined
        return judge(workspace, operations.length, stepsMax, shows)
      })
      return judged && { count: 1, operationsOf: () => operations, judge: () => judged, isAllSeen: true }
    },
  }
}

/** All that judges a group, over one encoding. What most groups do not need is made when one does. */
class Workspace {
  readonly encoding = new Encoding()
  readonly timeline = new Timeline()
  readonly values = new ValueZones()
  readonly stale = new StaleReads()
  #blocks: Blocks | undefined
  #narrow: NarrowSearch | undefined
  #wide: Search | undefined

  get blocks(): Blocks {
    return (this.#blocks ??= new Blocks())
  }

  /** For what is laid out: the narrow one, if it can do it. */
  get search(): NarrowSearch | Search {
    const { encoding, timeline } = this
    if (isNarrow(encoding, timeline)) return (this.#narrow ??= new NarrowSearch(encoding, timeline))
    return (this.#wide ??= new Search(encoding, timeline, ValueReductions))
  }

  /** In ints. */
  get capacity(): number {
    return this.encoding.capacity + (this.#narrow?.capacity ?? 0) + (this.#wide?.capacity ?? 0)
  }
}

/** Kept for the next group. */
let idle: Workspace | undefined

function inWorkspace<Result>(use: (workspace: Workspace) => Result): Result {
  const workspace = idle ?? new Workspace()
  // Taken away while in use: a getter of an operation may check another history.
  idle = undefined
  const judged = use(workspace)
  idle = workspace.capacity <= capacityKeptMax ? workspace : new Workspace()
  return judged
}

/** Judges what is encoded, a group of `size` operations. */
function judge(workspace: Workspace, size: number, stepsMax: number, shows: boolean): Judged {
  const { encoding, timeline, values, stale } = workspace
  let decision: boolean | undefined
  if (values.serves(encoding)) {
    decision = values.decide(encoding)
    // Only the blocks know the order.
    if (decision === true && shows) decision = workspace.blocks.decide(encoding)
  } else if (at(encoding.counts, kinds.swap) === 0) decision = workspace.blocks.decide(encoding)
  if (decision !== undefined) {
    return decided(decision, size, shows, encoding.isOdd, () => workspace.blocks.linearize(encoding))
  }
  if (!timeline.lay(encoding, encoding.automaton === undefined ? stale : undefined)) {
    return decided(false, size, shows, encoding.isOdd, () => [])
  }
  const { search } = workspace
  return searched(search, stepsMax, shows, () => linearizationOf(search))
}
