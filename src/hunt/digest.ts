import type { Cause, Trace } from '../trace/index.ts'

/**
 * Counts different traces in little memory: exactly up to `keptMax` of them; beyond that it keeps those digests that
 * end in so many zero bits, and estimates.
 */
export class DistinctTraces {
  /** Numbers for addresses, kinds of messages and names of timers. */
  readonly #codes = new Map<string, number>()
  #kept = new Set<number>()
  /** One of so many digests is kept. */
  #share = 1

  add(trace: Trace): void {
    const digest = this.#digestOf(trace)
    if (digest % this.#share !== 0) return
    this.#kept.add(digest)
    if (this.#kept.size <= keptMax) return
    this.#share *= 2
    this.#kept = new Set([...this.#kept].filter((each) => each % this.#share === 0))
  }

  get count(): number {
    return this.#kept.size * this.#share
  }

  /** Who did what to whom, in which order, and how much came of it. Contents are left out: they follow, mostly. */
  #digestOf({ entries }: Trace): number {
    let high = 0x811c9dc5
    let low = 0x9e3779b1
    for (const { cause, effects } of entries) {
      const code = this.#codeOf(cause) * 31 + effects.length
      high = Math.imul(high ^ code, 0x01000193)
      low = Math.imul(low ^ (code + (low >>> 15)), 0x85ebca6b)
    }
    return (high >>> 0) * 0x100000 + ((low ^ (low >>> 13)) & 0xfffff)
  }

  #codeOf(cause: Cause): number {
    switch (cause.kind) {
      case 'deliver':
        return (this.#code(cause.from) * 64 + this.#code(cause.to)) * 64 + this.#code(cause.message.kind)
      case 'timer':
        return (this.#code(cause.node) * 64 + 1) * 64 + this.#code(cause.name)
      case 'invoke':
        return (this.#code(cause.client) * 64 + 2) * 64 + this.#code(cause.command.op)
      case 'crash':
      case 'join':
      case 'start':
        return (this.#code(cause.node) * 64 + 3) * 64 + this.#code(cause.kind)
      default:
        return cause satisfies never
    }
  }

  #code(text: string): number {
    const known = this.#codes.get(text)
    if (known !== undefined) return known
    this.#codes.set(text, this.#codes.size + 4)
    return this.#codes.size + 3
  }
}

const keptMax = 1 << 16
