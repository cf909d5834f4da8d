import {
  contentOf,
  copyPlain,
  encodePlain,
  type Address,
  type Application,
  type Snapshot,
} from '../port/index.ts'
import type { Effect } from '../trace/index.ts'
import { createChance, type Chance } from './chance.ts'
import { frozen } from './frozen.ts'
import type { Asked } from './witness.ts'

type Command = Parameters<Application['execute']>[0]

/** What a world needs to know of the replicated service: see `Service` in `src/services/`. */
export interface StateMachine {
  readonly initial: unknown
  readonly execute: (
    state: unknown,
    command: Command,
  ) => { readonly state: unknown; readonly result: ReturnType<Application['execute']> }
  readonly isWrite: (command: Command) => boolean
  readonly decide?: (state: unknown, command: Command, chance: Chance) => Command
  readonly undecided?: (command: Command) => Command
}

/**
 * How often each write has been executed in this lineage of state, by the content of the command as it was invoked:
 * however its outcome was decided, it is the same write. Changed in place, since it grows with every run.
 */
type Ledger = Map<string, number>

/** What an application works with. */
export interface ApplicationSurroundings {
  readonly machine: StateMachine
  readonly node: Address
  readonly emit: (effect: Effect) => void
  readonly asked: (asked: Asked) => void
  /** Contents of the snapshots that were taken in the run, by any server: what is none of them is not restored. */
  readonly taken: Set<string>
}

export interface HostedApplication {
  /** For the solution. */
  readonly app: Application
  /** For the harness: all of the state, of which nothing is told. */
  readonly save: () => Snapshot
  readonly load: (saved: Snapshot) => void
}

/**
 * The application of one server: the service, and a ledger that is part of its state and travels with snapshots. What
 * it is handed it copies before it looks at it: a solution's object may change from one look to the next. It is frozen:
 * what is kept there would be state of a node that is none of its fields.
 */
export function createApplication({
  machine,
  node,
  emit,
  asked,
  taken,
}: ApplicationSurroundings): HostedApplication {
  const chance = createChance(node)
  const invoked = (command: Command): Command => machine.undecided?.(command) ?? command
  let state = machine.initial
  let ledger: Ledger = new Map()
  const decide = (command: Command): Command => {
    const decision = machine.decide?.(state, command, chance) ?? command
    if (decision === command) return command
    emit({ kind: 'decided', node, command: invoked(command), decision: copyPlain(decision) })
    return decision
  }
  const save = (): Kept => ({ state: copyPlain(state), ledger: Object.fromEntries(ledger) })
  const load = (kept: Kept): void => {
    state = kept.state
    ledger = new Map(Object.entries(kept.ledger))
  }
  const app = frozen<Application>({
    decide(command) {
      const plain = copyPlain(command)
      asked({ kind: 'decide', command: plain })
      const decision = decide(plain)
      return decision === plain ? command : copyPlain(decision)
    },
    execute(command) {
      const plain = copyPlain(command)
      asked({ kind: 'execute', command: plain })
      const decided = decide(plain)
      const next = machine.execute(state, decided)
      const { result } = next
      const executed = invoked(decided)
      if (!machine.isWrite(decided)) {
        emit({ kind: 'executed', node, command: executed, result, write: false, times: 0 })
        return copyPlain(result)
      }
      const key = contentOf(executed)
      const times = (ledger.get(key) ?? 0) + 1
      state = next.state
      ledger.set(key, times)
      emit({ kind: 'executed', node, command: executed, result, write: true, times })
      return copyPlain(result)
    },
    snapshot() {
      asked({ kind: 'snapshot' })
      emit({ kind: 'snapshot-taken', node, writes: writesIn(ledger) })
      const kept = save()
      taken.add(contentOf(kept))
      return kept
    },
    restore(snapshot) {
      const plain = copyPlain(snapshot)
      asked({ kind: 'restore', snapshot: plain })
      const kept = parse(plain)
      const content = contentOf(kept)
      if (!taken.has(content) && content !== contentOf({ state: machine.initial, ledger: {} }))
        throw new TypeError(changed)
      load(copyPlain(kept))
      emit({ kind: 'snapshot-restored', node, writes: writesIn(ledger) })
    },
  })
  return { app, save, load: (saved) => load(copyPlain(parse(saved))) }
}

function writesIn(ledger: Ledger): number {
  let sum = 0
  for (const times of ledger.values()) sum += times
  return sum
}

/** The state, and what was executed on the way to it. */
interface Kept extends Snapshot {
  readonly state: unknown
  readonly ledger: Readonly<Record<string, number>>
}

/**
 * Of an edited snapshot nobody knows what was executed on the way to its state: a solution that could leave a write out
 * of the ledger would execute it twice unseen.
 */
const changed =
  'restore: expected a snapshot as `snapshot()` returned it, found one that no server of this run has taken: ' +
  'something in it was changed or put together; keep, send and restore a snapshot whole'

/** Whatever lies beside the two is the solution's own. */
function parse(snapshot: Snapshot): Kept {
  const { state, ledger } = (snapshot ?? {}) as { state?: unknown; ledger?: unknown }
  if (state === undefined || typeof ledger !== 'object' || ledger === null) {
    throw new TypeError(
      `restore: expected what snapshot() returned, found ${encodePlain(snapshot)?.slice(0, 80)}; ` +
        `send the whole snapshot in the state transfer`,
    )
  }
  // One of ours is the same, to the letter, as one that was taken; of any other nothing is used.
  return { state, ledger: ledger as Readonly<Record<string, number>> }
}
