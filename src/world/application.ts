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
import type { Host } from './host.ts'
import type { Asked } from './witness.ts'

type Command = Parameters<Application['execute']>[0]
type Result = ReturnType<Application['execute']>

/** What a world needs to know of the replicated service: see `Service` in `src/services/`. */
export interface StateMachine {
  readonly initial: unknown
  readonly execute: (state: unknown, command: Command) => { readonly state: unknown; readonly result: Result }
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
  /** The node whose application it is, as far as it is concerned: see `Host`. */
  readonly owner: Pick<Host, 'spend' | 'wholly'>
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
export function createApplication(surroundings: ApplicationSurroundings): HostedApplication {
  const replica = new Replica(surroundings)
  const { wholly } = surroundings.owner
  const app = frozen<Application>({
    decide: (command) => wholly(() => replica.decide(command)),
    execute: (command) => wholly(() => replica.execute(copyPlain(command))),
    snapshot: () => wholly(() => replica.snapshot()),
    restore: (given) => wholly(() => replica.restore(copyPlain(given))),
  })
  return { app, save: () => replica.save(), load: (saved) => replica.load(parse(saved)) }
}

class Replica {
  readonly #surroundings: ApplicationSurroundings
  readonly #chance: Chance
  #state: unknown
  #ledger: Ledger = new Map()

  constructor(surroundings: ApplicationSurroundings) {
    this.#surroundings = surroundings
    this.#chance = createChance(surroundings.node)
    this.#state = surroundings.machine.initial
  }

  decide(command: Command): Command {
    const plain = copyPlain(command)
    this.#hear({ kind: 'decide', command: plain }, contentOf(plain))
    const decision = this.#decide(plain)
    return decision === plain ? command : copyPlain(decision)
  }

  /** The command is a copy. */
  execute(command: Command): Result {
    const { machine, node, emit } = this.#surroundings
    const content = contentOf(command)
    this.#hear({ kind: 'execute', command }, content)
    const decided = this.#decide(command)
    const next = machine.execute(this.#state, decided)
    const { result } = next
    const executed = this.#invoked(decided)
    if (!machine.isWrite(decided)) {
      emit({ kind: 'executed', node, command: executed, result, write: false, times: 0 })
      return copyPlain(result)
    }
    const key = executed === command ? content : contentOf(executed)
    const times = (this.#ledger.get(key) ?? 0) + 1
    this.#state = next.state
    this.#ledger.set(key, times)
    emit({ kind: 'executed', node, command: executed, result, write: true, times })
    return copyPlain(result)
  }

  snapshot(): Snapshot {
    const { node, emit, taken } = this.#surroundings
    const kept = this.save()
    const content = contentOf(kept)
    this.#hear({ kind: 'snapshot' }, content)
    emit({ kind: 'snapshot-taken', node, writes: writesIn(this.#ledger) })
    taken.add(content)
    return kept
  }

  /** What is given is a copy. */
  restore(given: Snapshot): void {
    const { machine, node, emit, taken } = this.#surroundings
    this.#hear({ kind: 'restore', snapshot: given }, contentOf(given))
    const kept = parse(given)
    const content = contentOf(kept)
    if (!taken.has(content) && content !== contentOf({ state: machine.initial, ledger: {} }))
      throw new TypeError(changed)
    this.load(kept)
    emit({ kind: 'snapshot-restored', node, writes: writesIn(this.#ledger) })
  }

  save(): Kept {
    return { state: copyPlain(this.#state), ledger: Object.fromEntries(this.#ledger) }
  }

  load({ state, ledger }: Kept): void {
    this.#state = copyPlain(state)
    this.#ledger = new Map(Object.entries(ledger))
  }

  /** What is asked too often, or at too great length, is refused and not told. */
  #hear(question: Asked, content: string): void {
    const { owner, asked } = this.#surroundings
    owner.spend(`app.${question.kind}`, content.length)
    asked(question)
  }

  #decide(command: Command): Command {
    const { machine, node, emit } = this.#surroundings
    const decision = machine.decide?.(this.#state, command, this.#chance) ?? command
    if (decision === command) return command
    emit({ kind: 'decided', node, command: this.#invoked(command), decision: copyPlain(decision) })
    return decision
  }

  #invoked(command: Command): Command {
    return this.#surroundings.machine.undecided?.(command) ?? command
  }
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
