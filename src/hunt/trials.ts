import { contentOf } from '../port/index.ts'
import { tryRun } from '../schedule/index.ts'
import type { Judgement, Setup, Step, Trace, Violated } from '../trace/index.ts'
import type { Subject } from './subject.ts'

/** A run without a clock, as it is shrunk. */
export interface Steps {
  readonly setup: Setup
  readonly steps: readonly Step[]
}

/** A run that breaks the promise, up to the step that does. */
export interface Failing extends Steps {
  readonly violated: Violated
  readonly trace: Trace
}

/** Told of what was played while looking for something else. */
export type Witness = (trace: Trace, verdict: ReturnType<Judgement['judge']>, isSame: boolean) => void

/**
 * Plays lists of steps, as far as they can be taken, and says which of them fail in the same way. A list that was
 * tried is not played again.
 */
export class Trials {
  /** How many lists were played. */
  runs = 0
  readonly #tried = new Map<string, Failing | null>()
  readonly #idsByStep = new WeakMap<Step, number>()
  readonly #idsByContent = new Map<string, number>()

  constructor(
    readonly subject: Subject,
    readonly judgement: Judgement,
    readonly signature: string,
    readonly witness: Witness,
  ) {}

  /** The steps that could be taken, up to the one that breaks the promise; null where none does in the same way. */
  attempt({ setup, steps }: Steps): Failing | null {
    const key = `${setup.servers.join()} ${setup.clients.join()} ${steps.map((step) => this.#idOf(step)).join()}`
    const known = this.#tried.get(key)
    if (known !== undefined) return known
    const failing = this.#play(setup, steps)
    this.#tried.set(key, failing)
    return failing
  }

  #play(setup: Setup, steps: readonly Step[]): Failing | null {
    this.runs += 1
    const { world, taken } = tryRun(this.subject.cast, this.subject.machine, setup, steps)
    const trace = world.trace(null, null)
    const verdict = this.judgement.judge(trace)
    const isSame = verdict.kind === 'violated' && verdict.signature === this.signature
    this.witness(trace, verdict, isSame)
    return isSame ? this.#cut({ setup, steps: taken, trace, violated: verdict }) : null
  }

  /** Without what comes after the last entry that shows it. */
  #cut(failing: Failing): Failing {
    const { trace, violated, steps, setup } = failing
    const end = (violated.entries.at(-1) ?? trace.entries.length) + 1
    if (end >= trace.entries.length) return failing
    const prefix = { ...trace, entries: trace.entries.slice(0, end) }
    const again = this.judgement.judge(prefix)
    if (again.kind !== 'violated' || again.signature !== violated.signature) return failing
    const left = prefix.entries.filter(({ cause }) => cause.kind !== 'start').length
    return { setup, steps: steps.slice(0, left), trace: prefix, violated: again }
  }

  #idOf(step: Step): number {
    const known = this.#idsByStep.get(step)
    if (known !== undefined) return known
    const content = contentOf(step)
    const id = this.#idsByContent.get(content) ?? this.#idsByContent.size
    this.#idsByContent.set(content, id)
    this.#idsByStep.set(step, id)
    return id
  }
}
