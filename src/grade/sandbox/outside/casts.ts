import type { Lab } from '../../../labs/index.ts'
import type { Address, Application, Cast } from '../../../port/index.ts'
import type { Foreseen } from '../../../schedule/index.ts'
import type { Casts, MakeCast } from '../../solution/casts.ts'
import { mixedCast } from '../../solution/mixed-cast.ts'
import type { Answer, Happening, Kept, Question, Role, Sharing, ToPlay, Turn } from '../protocol.ts'
import { Puppet, reporting, type Code } from './puppet.ts'

/** Asks the process in which the solution is loaded, and waits for the answer. */
export type Ask = (question: Question) => Answer

/** The nodes of a solution that is loaded in another process. */
export function remoteCasts(lab: Lab, ask: Ask, moduleStates: readonly string[]): Casts {
  let made = 0
  const make =
    (sharing: Sharing): MakeCast =>
    (service, part) => {
      made += 1
      return mixedCast(lab, part, new RemoteCast(lab.fixed, { ask, sharing, service, part, company: made }))
    }
  return {
    kind: 'casts',
    together: make('together'),
    isolated: make('isolated'),
    moduleStates,
  }
}

interface Company {
  readonly ask: Ask
  readonly sharing: Sharing
  readonly service: string
  /** Of which part the nodes are asked for; null: all. */
  readonly part: string | null
  /** A number of its own. */
  readonly company: number
}

/**
 * Of a run that it is told beforehand it asks once, and its nodes repeat what they are said to have done: a question
 * takes longer than a handler. Otherwise each handler is a question.
 */
class RemoteCast implements Cast {
  readonly guard = reporting
  /** Of the run under way, and of those that come after it. */
  #log: Log | null = null
  #logs: Log[] = []

  constructor(
    readonly fixed: readonly Address[],
    readonly company: Company,
  ) {}

  readonly foresee = (foreseen: unknown): void => {
    // `play`, `tryRun` and `continueRuns` tell what they are about to do.
    const run = foreseen as Foreseen
    if (run.kind !== 'next') this.#logs = this.#logsOf(run)
    if (run.kind !== 'continue') this.#log = this.#logs.shift() ?? new Log([])
  }

  #logsOf(run: ToPlay): Log[] {
    const { ask, sharing, service, part } = this.company
    const { turns } = expected('played', ask({ kind: 'run', sharing, service, part, run }))
    return turns.map((ofRun) => new Log(ofRun))
  }

  createFixed(address: Address): Puppet {
    return this.#create('fixed', address, null)
  }

  createServer(address: Address, app: Application): Puppet {
    return this.#create('server', address, app)
  }

  createClient(address: Address): Puppet {
    return this.#create('client', address, null)
  }

  #create(role: Role, address: Address, app: Application | null): Puppet {
    const log = this.#log
    if (log === null) return livePuppet(this.company, role, address, app)
    const code: Code = {
      handle: () => log.next(address),
      keep: () => ({ state: 0, length: 0, turn: log.next(address) }),
    }
    return new Puppet(code, app, log.next(address))
  }
}

/** What nodes did in a run, turn by turn. Those that a reference made are in this process as well: theirs are left out. */
class Log {
  #read = 0
  readonly #readers = new Set<Address>()

  constructor(readonly turns: readonly Turn[]) {}

  next(address: Address): Turn {
    this.#readers.add(address)
    let turn = this.turns[this.#read]
    while (turn !== undefined && !this.#readers.has(turn.node)) {
      this.#read += 1
      turn = this.turns[this.#read]
    }
    this.#read += 1
    if (turn?.node === address) return turn
    throw new Error(
      `the world and the process of the solution disagree: in turn ${this.#read} of ${this.turns.length} ` +
        `${address} acts here, ${turn?.node ?? 'nobody'} there`,
    )
  }
}

let nodes = 0

function livePuppet(company: Company, role: Role, address: Address, app: Application | null): Puppet {
  nodes += 1
  const { ask, sharing, service, company: number } = company
  const { turn } = expected(
    'turned',
    ask({ kind: 'create', id: nodes, role, address, sharing, service, company: number }),
  )
  return new Puppet(new LiveCode(ask, nodes), app, turn)
}

/** Each handler is a question. */
class LiveCode implements Code {
  /** Whether somebody has looked at the state once: then he will again, after the next handler. */
  #isWatched = false
  #kept: Kept | null = null

  constructor(
    readonly ask: Ask,
    readonly id: number,
  ) {}

  handle(happening: Happening, from: number | null): Turn {
    const { ask, id } = this
    const answer = expected('turned', ask({ kind: 'handle', id, from, happening, keep: this.#isWatched }))
    this.#kept = answer.kept
    return answer.turn
  }

  keep(): Kept {
    const { ask, id } = this
    this.#isWatched = true
    const kept = this.#kept ?? expected('kept', ask({ kind: 'keep', id })).kept
    this.#kept = kept
    return kept
  }
}

function expected<K extends Answer['kind']>(kind: K, answer: Answer): Extract<Answer, { readonly kind: K }> {
  if (answer.kind === kind) return answer as Extract<Answer, { readonly kind: K }>
  const came = answer.kind === 'failed' ? answer.message : `the answer \`${answer.kind}\``
  throw new Error(`expected the answer \`${kind}\` of the process of the solution; came ${came}`)
}
