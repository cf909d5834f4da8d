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

/** Whoever asks for another company has done with those before: their states may take much room. */
const companiesMax = 2
/** The state of a node that cannot be kept. */
const unkept = -1

/** Nodes that are of one cast, and what is remembered of them. */
interface Company {
  readonly number: number
  readonly cast: Cast
  /** States that they have been in, by number; and their numbers by text. */
  readonly states: Map<number, KeptState>
  readonly numbers: Map<string, number>
  /** Contents of the snapshots that they have taken. */
  readonly taken: Set<string>
}

/** Answers what is asked of one solution. */
export class Answers {
  readonly #lodgers = new Map<number, { readonly lodger: Lodger; readonly company: Company }>()
  /** The latest is the last. */
  readonly #companies: Company[] = []
  #stateNext = 0

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
      case 'create':
        return { kind: 'turned', turn: this.#create(question).turn, kept: null }
      case 'handle': {
        const { id, from, happening, keep } = question
        const { lodger, company } = this.#lodgerOf(id)
        if (from !== null && from !== unkept) lodger.restore(stateOf(company, from))
        lodger.handle(happening)
        const { turn } = lodger
        return { kind: 'turned', turn, kept: keep ? this.#kept(lodger, company) : null }
      }
      case 'keep': {
        const { lodger, company } = this.#lodgerOf(question.id)
        return { kind: 'kept', kept: this.#kept(lodger, company) }
      }
      default:
        return question satisfies never
    }
  }

  #create(question: Live & { readonly kind: 'create' }): Lodger {
    const { id, role, address, service } = question
    const company = this.#companyOf(question)
    const lodger = new Lodger(address, role, company.cast, this.machineOf(service), company.taken)
    this.#lodgers.set(id, { lodger, company })
    const [oldest] = this.#lodgers.keys()
    if (this.#lodgers.size > lodgersMax && oldest !== undefined) this.#lodgers.delete(oldest)
    return lodger
  }

  #companyOf({ company: number, sharing, service }: Live & { readonly kind: 'create' }): Company {
    const known = this.#companies.find((company) => company.number === number)
    if (known !== undefined) return known
    const cast = this.casts[sharing](service, null)
    const company = { number, cast, states: new Map(), numbers: new Map(), taken: new Set<string>() }
    this.#companies.push(company)
    if (this.#companies.length > companiesMax) {
      const forgotten = this.#companies.shift()
      forgotten?.states.clear()
      forgotten?.numbers.clear()
    }
    return company
  }

  #lodgerOf(id: number): { readonly lodger: Lodger; readonly company: Company } {
    const known = this.#lodgers.get(id)
    if (known === undefined) throw new Error(`there is no node ${id} here`)
    return known
  }

  #kept(lodger: Lodger, company: Company): Kept {
    const kept = lodger.keep()
    const { turn } = lodger
    return kept === null
      ? { state: unkept, length: 0, turn }
      : { state: this.#numberOf(kept, company), length: kept.text.length, turn }
  }

  #numberOf(kept: KeptState, { states, numbers }: Company): number {
    const known = numbers.get(kept.text)
    if (known !== undefined) return known
    const number = this.#stateNext
    this.#stateNext += 1
    numbers.set(kept.text, number)
    states.set(number, kept)
    return number
  }
}

function stateOf({ states }: Company, number: number): KeptState {
  const state = states.get(number)
  if (state === undefined) throw new Error(`nothing is known any more of the state ${number}`)
  return state
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
