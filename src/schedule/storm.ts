import type { Address, Message } from '../port/index.ts'
import type { Entry, Step } from '../trace/index.ts'
import type { FaultKind } from './faults/fault-kind.ts'
import { kindOf, type Fault } from './faults/registry.ts'
import { occurrences, selects, type Moment, type Pattern } from './moment.ts'
import type { Random } from './random.ts'

/** A fault on its way: waiting, lasting, over. One that is spent lasts only for what it holds back. */
interface Underway {
  readonly fault: Fault
  readonly kind: FaultKind<Fault>
  state: 'waiting' | 'lasting' | 'spent' | 'over'
  /** Messages and timers that wait for its end. */
  readonly held: Step[]
  /** For a fault of a single message: how many its selector has selected. */
  selected: number
}

/** What a moment that depends on the run still waits for. */
interface Awaited {
  readonly when: Pattern
  readonly plusMs: number
  left: number
  /** Whether only another wait begins: it must not miss what is done at the same moment. */
  readonly isLink: boolean
  readonly act: () => void
}

/** What a storm asks of its scheduler. */
export interface Clock {
  readonly after: (ms: number, act: () => void) => void
  readonly take: (step: Step) => void
  /** Puts a step that was held back into the queue, now. */
  readonly release: (step: Step) => void
}

/** The faults of a timed run, and everything else that waits for its moment. */
export class Storm {
  readonly #underway: readonly Underway[]
  #awaited: Awaited[] = []
  #over = false

  constructor(
    faults: readonly Fault[],
    readonly clock: Clock,
    readonly random: Random,
  ) {
    this.#underway = faults.map((fault) => ({
      fault,
      kind: kindOf(fault.kind),
      state: 'waiting',
      held: [],
      selected: 0,
    }))
  }

  start(): void {
    for (const underway of this.#underway) {
      const begins = underway.kind.begins(underway.fault)
      if (begins === null) this.#begin(underway)
      else this.at(begins, () => this.#begin(underway))
    }
  }

  /** Acts at that moment, if it comes. */
  at(moment: Moment, act: () => void): void {
    this.#await(moment, act, false)
  }

  /** Looks for awaited patterns in what has just happened. */
  observe(entry: Entry): void {
    if (this.#awaited.length === 0) return
    const due: Awaited[] = []
    for (const awaited of this.#awaited) {
      awaited.left -= occurrences(awaited.when, entry)
      if (awaited.left <= 0) due.push(awaited)
    }
    if (due.length === 0) return
    this.#awaited = this.#awaited.filter((awaited) => !due.includes(awaited))
    for (const { plusMs, act } of due.toSorted((a, b) => Number(b.isLink) - Number(a.isLink))) {
      if (plusMs === 0) act()
      else this.clock.after(plusMs, act)
    }
  }

  /** How long each copy of a message takes that is sent now; held ones wait for the end of their fault. */
  fates(from: Address, to: Address, message: Message, latencyMs: number): readonly number[] {
    let delays: readonly number[] = [latencyMs]
    for (const underway of this.#underway) {
      if (underway.state !== 'lasting' || !this.#concerns(underway, from, to, message)) continue
      const fate = underway.kind.fate?.(underway.fault, { from, to, message }, latencyMs, this.random) ?? null
      if (fate === null) continue
      if (fate !== 'held') delays = combine(delays, fate, latencyMs)
      else if (delays.length > 0) {
        underway.held.push({ kind: 'deliver', from, to, message })
        delays = []
      }
    }
    return delays
  }

  /** Keeps a step that is due for a node that is silent now. Says whether it did. */
  keeps(step: Step, node: Address): boolean {
    const silencer = this.#silencerOf(node)
    silencer?.held.push(step)
    return silencer !== undefined
  }

  isSilent(node: Address): boolean {
    return this.#silencerOf(node) !== undefined
  }

  #silencerOf(node: Address): Underway | undefined {
    for (const underway of this.#underway) {
      const { state, kind, fault } = underway
      if (state === 'lasting' && kind.silences?.(fault) === node) return underway
    }
    return undefined
  }

  /** The calm: what is not for ever ends, what has not begun never will. */
  end(): void {
    this.#over = true
    for (const underway of this.#underway) {
      if (underway.state === 'lasting' && underway.kind.ends(underway.fault) === 'never') continue
      this.#finish(underway)
    }
  }

  /** Links that carry nothing, for ever. */
  severed(nodes: readonly Address[]): { from: Address; to: Address }[] {
    return this.#underway
      .filter(({ state }) => state === 'lasting')
      .flatMap(({ fault, kind }) => kind.severs?.(fault, nodes) ?? [])
  }

  #await(moment: Moment, act: () => void, isLink: boolean): void {
    if ('ms' in moment) return this.clock.after(moment.ms, act)
    const { when, nth, plusMs, after } = moment
    const wait = (): void => {
      this.#awaited.push({ when, plusMs, left: nth, isLink, act })
    }
    if (after === undefined) wait()
    else this.#await(after, wait, true)
  }

  #begin(underway: Underway): void {
    if (underway.state !== 'waiting' || this.#over) return
    underway.state = 'lasting'
    const step = underway.kind.step?.(underway.fault)
    if (step !== undefined) this.clock.take(step)
    const ends = underway.kind.ends(underway.fault)
    if (ends !== null && ends !== 'never') this.at(ends, () => this.#finish(underway))
    const stops = underway.kind.stops?.(underway.fault) ?? null
    if (stops !== null) this.at(stops, () => this.#spend(underway))
  }

  #spend(underway: Underway): void {
    if (underway.state === 'lasting') underway.state = 'spent'
  }

  #finish(underway: Underway): void {
    if (underway.state === 'over') return
    underway.state = 'over'
    for (const step of underway.held.splice(0)) this.clock.release(step)
  }

  #concerns(underway: Underway, from: Address, to: Address, message: Message): boolean {
    const wanted = underway.kind.message?.(underway.fault)
    if (wanted === undefined) return true
    if (!selects(wanted, from, to, message)) return false
    underway.selected += 1
    return underway.selected === wanted.nth
  }
}

/** Two fates of one message: what either loses is lost, what either delays is delayed. */
function combine(delays: readonly number[], fate: readonly number[], latencyMs: number): readonly number[] {
  return delays.flatMap((delayMs) => fate.map((fateMs) => delayMs + fateMs - latencyMs))
}
