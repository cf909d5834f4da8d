import { isDeepStrictEqual } from 'node:util'
import type { Result } from './journal.ts'
import type { Plan, PlannedSubmission } from './plan.ts'
import { shardOf } from './shard.ts'

/** The results of one shard: where they lie, what they are of, and how to read one. */
export interface ShardResults {
  readonly folder: string
  readonly plan: Plan
  readonly read: (key: string) => Result | null
}

export type Merged =
  | {
      readonly kind: 'merged'
      /** In the order in which the class was given. */
      readonly submissions: readonly PlannedSubmission[]
      readonly read: (key: string) => Result
    }
  /** Each in a sentence that names the submission. */
  | {
      readonly kind: 'impossible'
      readonly missing: readonly string[]
      readonly conflicts: readonly string[]
    }

/** Puts shards of one class together: each submission must have a result, and all must have been graded alike. */
export function merge(shards: readonly [ShardResults, ...ShardResults[]]): Merged {
  const [first, ...others] = shards
  const differing = others.flatMap((other) => differences(first, other))
  if (differing.length > 0) return { kind: 'impossible', missing: [], conflicts: differing }
  const { submissions } = first.plan
  const found = submissions.map(({ id, key }) => ({
    id,
    key,
    in: shards.filter(({ read }) => read(key) !== null),
  }))
  const conflicts = found.flatMap((each) => {
    const [result, ...more] = each.in.map(({ read }) => read(each.key))
    if (more.every((other) => isDeepStrictEqual(other, result))) return []
    return [`${each.id} has different results in ${each.in.map(({ folder }) => folder).join(' and ')}`]
  })
  const missing = found
    .filter((each) => each.in.length === 0)
    .map(({ id }) => `${id} has no result${whose(id, shards)}`)
  if (missing.length > 0 || conflicts.length > 0) return { kind: 'impossible', missing, conflicts }
  const places = new Map(found.map((each) => [each.key, each.in[0]]))
  const read = (key: string): Result => {
    const result = places.get(key)?.read(key) ?? null
    if (result === null) throw new Error(`expected a result with the key ${key}, found none`)
    return result
  }
  return { kind: 'merged', submissions, read }
}

/** Why two shards are not of one class. What the keys are made of is told where it is known, from the widest down. */
function differences(one: ShardResults, other: ShardResults): readonly string[] {
  const where = `${one.folder} and ${other.folder}`
  if (one.plan.grader !== other.plan.grader) {
    return [`${where} are of different graders: ${one.plan.grader} and ${other.plan.grader}`]
  }
  const { settings } = other.plan
  const unequal = Object.entries(one.plan.settings).filter(([name, value]) => settings[name] !== value)
  if (unequal.length > 0) {
    return unequal.map(
      ([name, value]) => `${where} differ in ${name}: ${value} and ${settings[name] ?? 'none'}`,
    )
  }
  const names = (plan: Plan): readonly string[] => plan.submissions.map(({ id }) => id)
  const [mine, theirs] = [names(one.plan), names(other.plan)]
  const alone = [
    ...mine.filter((id) => !theirs.includes(id)).map((id) => `${id} is in the class of ${one.folder} alone`),
    ...theirs
      .filter((id) => !mine.includes(id))
      .map((id) => `${id} is in the class of ${other.folder} alone`),
  ]
  if (alone.length > 0) return alone
  const keys = new Map(other.plan.submissions.map(({ id, key }) => [id, key]))
  const changed = one.plan.submissions.filter(({ id, key }) => keys.get(id) !== key)
  if (changed.length > 0)
    return changed.map(({ id }) => `${id} has other files in ${one.folder} than in ${other.folder}`)
  return isDeepStrictEqual(mine, theirs) ? [] : [`${where} have the class in another order`]
}

/** Whom to ask for it, when the shards are of one division. */
function whose(id: string, shards: readonly ShardResults[]): string {
  const counts = new Set(shards.map(({ plan }) => plan.shard?.count ?? 1))
  const [count] = counts
  const { submissions } = shards[0]?.plan ?? { submissions: [] }
  if (counts.size !== 1 || count === undefined || count === 1) return ''
  const index = shardOf(id, submissions, count)
  const folder = shards.find(({ plan }) => plan.shard?.index === index)?.folder
  return folder === undefined
    ? `: shard ${index}/${count} is not there`
    : `: ${folder}, shard ${index}/${count}, was not graded to its end (--resume)`
}
