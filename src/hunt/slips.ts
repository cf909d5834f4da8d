import type { Judgement, Trace, Verdict } from '../trace/index.ts'
import { findingOf, type Finding } from './finding.ts'
import type { Subject } from './subject.ts'

/** Of the runs that do not fail as the one that is shrunk, one in so many is looked at by the other judgements. */
const lookEvery = 8

/**
 * What else goes wrong in runs that are played to shrink a failure: another promise, or the same one broken in another
 * way. Of each way the shortest run is kept.
 */
export class Slips {
  readonly #findings = new Map<string, Finding>()
  #seen = 0

  constructor(
    readonly subject: Subject,
    readonly judgement: Judgement,
    readonly signature: string,
  ) {}

  note(trace: Trace, verdict: Verdict, isSame: boolean): void {
    if (!isSame) this.#keep(this.judgement, verdict, trace)
    this.#seen += 1
    if (!isSame && this.#seen % lookEvery !== 0) return
    for (const other of this.subject.judgements) {
      if (other.name !== this.judgement.name && other.on === 'every schedule')
        this.#keep(other, other.judge(trace), trace)
    }
  }

  findings(): readonly Finding[] {
    return [...this.#findings.values()]
  }

  #keep({ name }: Judgement, verdict: Verdict, trace: Trace): void {
    if (verdict.kind !== 'violated') return
    const key = `${name} ${verdict.signature}`
    const known = this.#findings.get(key)
    if (known !== undefined && known.steps.length <= trace.entries.length) return
    this.#findings.set(key, findingOf(name, verdict, trace, null))
  }
}
