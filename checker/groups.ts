import { judgeOf, type Judged } from './engine/judge.ts'
import type { Model } from './model.ts'
import type { Operation } from './operation.ts'
import { requireAllGrouped } from './requirements.ts'

/** The groups of a history, and how each is judged. */
export type Groups<Input, Output> = {
  readonly count: number
  readonly operationsOf: (group: number) => readonly Operation<Input, Output>[]
  readonly judge: (group: number, stepsMax: number) => Judged
  /** Was every operation looked at when the groups were made, and none of them odd? See `Judged.isOdd`. */
  readonly isAllSeen: boolean
}

/** So many operations do not fit into the caches of a processor. */
const scatteredFrom = 50_000

/** Throws when the partition does not put every operation into one group. */
export function groupsOf<State, Input, Output>(
  model: Model<State, Input, Output>,
  operations: readonly Operation<Input, Output>[],
  shows: boolean,
): Groups<Input, Output> {
  const scattered =
    shows || operations.length < scatteredFrom ? undefined : scatteredGroups(model, operations)
  if (scattered !== undefined) return scattered
  const groups = listed(model, operations)
  const judge = judgeOf(model)
  const operationsOf = (group: number): readonly Operation<Input, Output>[] => groups[group] ?? []
  return {
    count: groups.length,
    operationsOf,
    judge: (group, stepsMax) => judge(operationsOf(group), stepsMax, shows),
    isAllSeen: false,
  }
}

/** Only if all that is known of the model is its engine, and of its partition the key. */
function scatteredGroups<State, Input, Output>(
  model: Model<State, Input, Output>,
  operations: readonly Operation<Input, Output>[],
): Groups<Input, Output> | undefined {
  const { engine, partition, algorithms } = model
  if (engine === undefined || partition?.keyOf === undefined || algorithms !== undefined) return undefined
  const scatter = engine.scatter(operations, partition.keyOf)
  if (scatter === undefined) return undefined
  return {
    count: scatter.sizes.length,
    operationsOf: (group) => operations.filter((_, position) => scatter.groupOf[position] === group),
    judge: scatter.judge,
    isAllSeen: true,
  }
}

function listed<State, Input, Output>(
  { partition }: Model<State, Input, Output>,
  operations: readonly Operation<Input, Output>[],
): readonly (readonly Operation<Input, Output>[])[] {
  const groups = partition === undefined ? [operations] : partition(operations)
  // One by key is ours, and loses nothing.
  if (partition !== undefined && partition.keyOf === undefined) requireAllGrouped(operations, groups)
  return groups
}
