import { continueRuns, tryRun, play, Diverged } from '../../../schedule/index.ts'
import type { Cast } from '../../../port/index.ts'
import type { StateMachine } from '../../../world/index.ts'
import type { Casts } from '../../solution/casts.ts'
import type { Answer, Kept, Question, ToPlay } from '../protocol.ts'
import { Lodger, type KeptState } from './lodger.ts'
import { Turns } from './turns.ts'

type Live = Exclude<Question, { readonly kind: 'load' | 'run' }>

/** Nodes that are asked one by one are few; whoever asks many has long forgotten the first. */
const lodgersMax = 2_000

/** Answers what is asked of one solution. */
export class Answers {
  readonly #lodgers = new Map<number, Lodger>()
  /** The latest company of nodes that share an evaluation. */
  #company: { readonly number: number; readonly cast: Cast } | null = null
  /** States that nodes have been in, by number; and their numbers by text. */
  readonly #states: KeptState[] = []
  readonly #numbers = new Map<string, number>()
  /** Of all nodes that are asked one by one: contents of the snapshots that they have taken. */
  readonly #taken = new Set<string>()

  constructor(
    readonly casts: Casts,
    readonly machineOf: (service: string) => StateMachine,
  ) {}

  answer(question: Exclude<Question, { readonly kind: 'load' }>): Answer {
    if (question.kind !== 'run') return this.#live(question)
    const { sharing, service, part, run } = question
    return {
      kind: 'played',
      turns: turnsOf(this.casts[sharing](service, part), this.machineOf(service), run).map(
        ({ list }) => list,
      ),
    }
  }

  #live(question: Live): Answer {
    switch (question.kind) {
      case 'create': {
        const { id, role, address, service } = question
        const lodger = new Lodger(
          address,
          role,
          this.#castFor(question),
          this.machineOf(service),
          this.#taken,
        )
        this.#lodgers.set(id, lodger)
        const [oldest] = this.#lodgers.keys()
        if (this.#lodgers.size > lodgersMax && oldest !== undefined) this.#lodgers.delete(oldest)
        return { kind: 'turned', turn: lodger.turn, kept: null }
      }
      case 'handle': {
        const lodger = this.#lodgerOf(question.id)
        const from = question.from === null ? undefined : this.#states[question.from]
        if (from !== undefined) lodger.restore(from)
        lodger.handle(question.happening)
        const { turn } = lodger
        return { kind: 'turned', turn, kept: question.keep ? this.#kept(lodger) : null }
      }
      case 'keep':
        return { kind: 'kept', kept: this.#kept(this.#lodgerOf(question.id)) }
      default:
        return question satisfies never
    }
  }

  #castFor({ company, sharing, service }: Live & { readonly kind: 'create' }): Cast {
    if (sharing !== 'together') return this.casts[sharing](service, null)
    if (this.#company?.number !== company)
      this.#company = { number: company, cast: this.casts.together(service, null) }
    return this.#company.cast
  }

  #lodgerOf(id: number): Lodger {
    const lodger = this.#lodgers.get(id)
    if (lodger === undefined) throw new Error(`there is no node ${id} here`)
    return lodger
  }

  #kept(lodger: Lodger): Kept {
    const kept = lodger.keep()
    return { state: kept === null ? -1 : this.#numberOf(kept), turn: lodger.turn }
  }

  #numberOf(kept: KeptState): number {
    const known = this.#numbers.get(kept.text)
    if (known !== undefined) return known
    this.#numbers.set(kept.text, this.#states.length)
    return this.#states.push(kept) - 1
  }
}

/** Plays each run as far as it goes. */
function turnsOf(cast: Cast, machine: StateMachine, run: ToPlay): readonly Turns[] {
  const all: Turns[] = []
  const createTurns = (): Turns => {
    const turns = new Turns()
    all.push(turns)
    return turns
  }
  try {
    if (run.kind === 'play') play(cast, machine, run.run, createTurns())
    // Whoever tries steps, or goes on at random, looks at the trace as well.
    else if (run.kind === 'try')
      tryRun(cast, machine, run.setup, run.steps, createTurns()).world.trace(null, null)
    else for (const world of continueRuns(cast, machine, run, createTurns)) world.trace(null, null)
  } catch (error) {
    // The same will be found where the world is.
    if (!(error instanceof Diverged)) throw error
  }
  return all
}
