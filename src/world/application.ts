import {
  contentOf,
  copyPlain,
  encodePlain,
  type Address,
  type Application,
  type Snapshot,
} from '../port/index.ts'
import type { Effect } from '../trace/index.ts'

/** What a world needs to know of the replicated service: see `Service` in `src/services/`. */
export interface StateMachine {
  readonly initial: unknown
  readonly execute: (
    state: unknown,
    command: Parameters<Application['execute']>[0],
  ) => { readonly state: unknown; readonly result: ReturnType<Application['execute']> }
  readonly isWrite: (command: Parameters<Application['execute']>[0]) => boolean
}

/** How often each write (its content) has been executed in this lineage of state. */
type Ledger = { readonly [command: string]: number }

interface Kept {
  readonly state: unknown
  readonly ledger: Ledger
}

/** The application of one server: the service, and a ledger that is part of its state and travels with snapshots. */
export function createApplication(
  machine: StateMachine,
  node: Address,
  emit: (effect: Effect) => void,
): Application {
  let kept: Kept = { state: machine.initial, ledger: {} }
  return {
    execute(command) {
      const { state, result } = machine.execute(kept.state, command)
      const copied = copyPlain(command)
      if (!machine.isWrite(command)) {
        emit({ kind: 'executed', node, command: copied, result, write: false, times: 0 })
        return copyPlain(result)
      }
      const key = contentOf(copied)
      const times = (kept.ledger[key] ?? 0) + 1
      kept = { state, ledger: { ...kept.ledger, [key]: times } }
      emit({ kind: 'executed', node, command: copied, result, write: true, times })
      return copyPlain(result)
    },
    snapshot() {
      emit({ kind: 'snapshot-taken', node, writes: writesIn(kept.ledger) })
      return copyPlain({ ...kept })
    },
    restore(snapshot) {
      kept = copyPlain(parse(snapshot))
      emit({ kind: 'snapshot-restored', node, writes: writesIn(kept.ledger) })
    },
  }
}

function writesIn(ledger: Ledger): number {
  return Object.values(ledger).reduce((sum, times) => sum + times, 0)
}

function parse(snapshot: Snapshot): Kept {
  const { state, ledger } = (snapshot ?? {}) as { state?: unknown; ledger?: unknown }
  if (state === undefined || typeof ledger !== 'object' || ledger === null) {
    throw new TypeError(
      `restore: expected what snapshot() returned, found ${encodePlain(snapshot)?.slice(0, 80)}; ` +
        `send the whole snapshot in the state transfer`,
    )
  }
  return { state, ledger: ledger as Ledger }
}
