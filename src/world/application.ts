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

/**
 * The application of one server: the service, and a ledger that is part of its state and travels with snapshots. What
 * it is handed it copies before it looks at it: a solution's object may change from one look to the next. It is frozen:
 * what is kept there would be state of a node that is none of its fields.
 */
export function createApplication(
  machine: StateMachine,
  node: Address,
  emit: (effect: Effect) => void,
  asked: (asked: Asked) => void = unheard,
): Application {
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
  return frozen<Application>({
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
      return { state: copyPlain(state), ledger: Object.fromEntries(ledger) }
    },
    restore(snapshot) {
      const plain = copyPlain(snapshot)
      asked({ kind: 'restore', snapshot: plain })
      const kept = copyPlain(parse(plain))
      state = kept.state
      ledger = new Map(Object.entries(kept.ledger))
      emit({ kind: 'snapshot-restored', node, writes: writesIn(ledger) })
    },
  })
}

function unheard(): void {}

function writesIn(ledger: Ledger): number {
  let sum = 0
  for (const times of ledger.values()) sum += times
  return sum
}

function parse(snapshot: Snapshot): {
  readonly state: unknown
  readonly ledger: Readonly<Record<string, number>>
} {
  const { state, ledger } = (snapshot ?? {}) as { state?: unknown; ledger?: unknown }
  if (state === undefined || typeof ledger !== 'object' || ledger === null) {
    throw new TypeError(
      `restore: expected what snapshot() returned, found ${encodePlain(snapshot)?.slice(0, 80)}; ` +
        `send the whole snapshot in the state transfer`,
    )
  }
  // What is none of ours is executed with all the same, and counts as it may.
  return { state, ledger: ledger as Readonly<Record<string, number>> }
}
