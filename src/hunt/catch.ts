import type { Finding } from './finding.ts'
import type { FoundBy } from './hunt.ts'

/** So many ways in which one promise is broken are shown at most: the first and some others. */
const signaturesMax = 4

/** When and by whom a promise was first seen broken. */
export interface FirstSeen {
  readonly schedules: number
  /** Null: it was not found by playing schedules. */
  readonly scheduler: FoundBy | null
}

export interface Caught extends FirstSeen {
  readonly finding: Finding
  /** The same promise broken in other ways, by their signatures. */
  readonly others: readonly Finding[]
}

/** What a hunt has found: of each promise, and of each way in which it is broken, the shortest run. */
export class Catch {
  readonly #byProperty = new Map<string, Caught>()

  get size(): number {
    return this.#byProperty.size
  }

  of(property: string): Caught | null {
    return this.#byProperty.get(property) ?? null
  }

  values(): Iterable<Caught> {
    return this.#byProperty.values()
  }

  /** Whether a finding like this one would be kept. */
  isWanted({ property, signature, steps }: Finding): boolean {
    const known = this.of(property)
    if (known === null) return true
    const { finding, others } = known
    const same = [finding, ...others].find((other) => other.signature === signature)
    return same === undefined ? others.length < signaturesMax - 1 : steps.length < same.steps.length
  }

  add(finding: Finding, first: FirstSeen): void {
    if (!this.isWanted(finding)) return
    const known = this.of(finding.property)
    this.#byProperty.set(
      finding.property,
      known === null ? { ...first, finding, others: [] } : joined(known, finding),
    )
  }
}

function joined(known: Caught, finding: Finding): Caught {
  const { signature } = finding
  if (known.finding.signature === signature) return { ...known, finding }
  return { ...known, others: [...known.others.filter((other) => other.signature !== signature), finding] }
}
