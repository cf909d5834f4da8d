import { contentOf, type Address, type Command, type Result } from '../port/index.ts'
import { derived, type Trace } from '../trace/index.ts'

/** A write in the history of one server's state. */
export interface Written {
  /** Equal for equal commands. */
  readonly content: string
  readonly command: Command
  readonly result: Result
  /** Who executed it: another server where it came with a snapshot. */
  readonly by: Address
  readonly at: number
}

/** What the state of each server is made of: the writes that led to it, its own and those of restored snapshots. */
export interface Lineages {
  /** The writes in the server's state after entry `at`, oldest first. */
  readonly after: (server: Address, at: number) => readonly Written[]
  /** Entries in which the server restored a snapshot, with the entry in which that was taken, where it is known. */
  readonly restores: readonly Restore[]
  /** Entries in which a snapshot was taken. */
  readonly snapshots: readonly Snapshot[]
}

export interface Restore {
  readonly server: Address
  readonly at: number
  readonly writes: number
  readonly taken: Snapshot | null
  readonly before: readonly Written[]
}

export interface Snapshot {
  readonly server: Address
  readonly at: number
  readonly writes: number
  readonly lineage: readonly Written[]
}

export const lineagesOf = derived((trace: Trace): Lineages => {
  const versions = new Map<Address, { readonly at: number; readonly lineage: readonly Written[] }[]>()
  const snapshots: Snapshot[] = []
  const restores: Restore[] = []
  const now = (server: Address): readonly Written[] => versions.get(server)?.at(-1)?.lineage ?? []
  const become = (server: Address, at: number, lineage: readonly Written[]): void => {
    const known = versions.get(server)
    if (known === undefined) versions.set(server, [{ at, lineage }])
    else known.push({ at, lineage })
  }
  let at = -1
  for (const { cause, effects } of trace.entries) {
    at += 1
    for (const effect of effects) {
      if (effect.kind === 'executed' && effect.write) {
        const { node, command, result } = effect
        become(node, at, [...now(node), { content: contentOf(command), command, result, by: node, at }])
      } else if (effect.kind === 'snapshot-taken') {
        const { node, writes } = effect
        snapshots.push({ server: node, at, writes, lineage: now(node) })
      } else if (effect.kind === 'snapshot-restored') {
        const { node, writes } = effect
        const from = cause.kind === 'deliver' ? cause.from : node
        const taken = takenBy(snapshots, from, writes)
        restores.push({ server: node, at, writes, taken, before: now(node) })
        become(node, at, taken?.lineage ?? [])
      }
    }
  }
  return {
    after: (server, until) => (versions.get(server) ?? []).findLast(({ at }) => at <= until)?.lineage ?? [],
    restores,
    snapshots,
  }
})

/**
 * The first place at which two lineages have different writes, or the same one with another result; -1: one of them is a
 * beginning of the other.
 */
export function firstDifference(one: readonly Written[], other: readonly Written[]): number {
  return one.findIndex(({ content, result }, place) => {
    const there = other[place]
    if (there === undefined || there === one[place]) return false
    return there.content !== content || contentOf(there.result) !== contentOf(result)
  })
}

/**
 * A snapshot is opaque. It is taken for the latest one with as many writes, of the sender if it took any. One without
 * writes may have been taken before the run began.
 */
function takenBy(snapshots: readonly Snapshot[], server: Address, writes: number): Snapshot | null {
  const alike = snapshots.filter((snapshot) => snapshot.writes === writes)
  const blank: Snapshot | null = writes === 0 ? { server, at: -1, writes, lineage: [] } : null
  return alike.findLast((snapshot) => snapshot.server === server) ?? alike.at(-1) ?? blank
}
