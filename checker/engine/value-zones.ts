import { kinds, type Encoding } from './encoding.ts'
import { at, atLeast, type Ints } from './ints.ts'
import { Zones } from './zones.ts'

const nobody = -1
const several = -2

/**
 * `Blocks` for reads and writes alone, where a chain is a value: decides the same in fewer passes, and shows no order.
 * O(n log n).
 */
export class ValueZones {
  readonly #zones = new Zones()
  /** Of each value: who writes it. */
  #maker: Ints = new Int32Array(64)
  /** Of each value: the first return and the last call of its reads. */
  #firstReturn = new Float64Array(64)
  #lastCall = new Float64Array(64)

  /** Is the group of reads and writes alone? */
  serves({ counts, size, automaton }: Encoding): boolean {
    return automaton === undefined && at(counts, kinds.read) + at(counts, kinds.write) === size
  }

  /** `undefined` where a value that is read may come from several operations. */
  decide(encoding: Encoding): boolean | undefined {
    this.#findMakers(encoding)
    const isKnown = this.#scanReads(encoding)
    if (isKnown !== true) return isKnown
    // Each write is in one block; what was there at first may be another.
    this.#zones.reset(at(encoding.counts, kinds.write) + 1)
    return this.#addBlocks(encoding) && this.#zones.fit()
  }

  #findMakers({ size, kind, a, valueCount }: Encoding): void {
    this.#maker = atLeast(this.#maker, valueCount)
    const maker = this.#maker.fill(nobody, 0, valueCount)
    for (let operation = 0; operation < size; operation++) {
      if (at(kind, operation) === kinds.read) continue
      const value = at(a, operation)
      maker[value] = at(maker, value) === nobody ? operation : several
    }
  }

  /** False when a read finds what nobody wrote. */
  #scanReads({ size, kind, a, call, return: end, valueCount, initial }: Encoding): boolean | undefined {
    if (this.#firstReturn.length < valueCount) {
      this.#firstReturn = new Float64Array(valueCount)
      this.#lastCall = new Float64Array(valueCount)
    }
    const maker = this.#maker
    const first = this.#firstReturn.fill(Infinity, 0, valueCount)
    const last = this.#lastCall.fill(-Infinity, 0, valueCount)
    for (let operation = 0; operation < size; operation++) {
      if (at(kind, operation) !== kinds.read) continue
      const value = at(a, operation)
      const made = at(maker, value)
      if (value === initial ? made !== nobody : made === several) return undefined
      if (made === nobody && value !== initial) return false
      const returned = end[operation] as number
      const called = call[operation] as number
      if (returned < (first[value] as number)) first[value] = returned
      if (called > (last[value] as number)) last[value] = called
    }
    return true
  }

  /** A block for each value. False when one is read by somebody who returns before it is written. */
  #addBlocks(encoding: Encoding): boolean {
    const { valueCount, call, return: end } = encoding
    let isRepeated = false
    for (let value = 0; value < valueCount; value++) {
      const lastRead = this.#lastCall[value] as number
      const made = at(this.#maker, value)
      if (lastRead === -Infinity) {
        if (made >= 0) this.#addUnseen(encoding, made)
        if (made === several) isRepeated = true
        continue
      }
      if (made === nobody) {
        this.#zones.add(-Infinity, lastRead)
        continue
      }
      const firstRead = this.#firstReturn[value] as number
      const called = call[made] as number
      if (firstRead < called) return false
      const returned = end[made] as number
      this.#zones.add(firstRead < returned ? firstRead : returned, lastRead > called ? lastRead : called)
    }
    if (isRepeated) this.#addRepeated(encoding)
    return true
  }

  /** What nobody sees must only stay out of the blocks; if it is pending, it need not happen. */
  #addUnseen({ call, return: end }: Encoding, write: number): void {
    const returned = end[write] as number
    if (returned < Infinity) this.#zones.add(returned, call[write] as number)
  }

  /** The writes of values that several write: nobody reads those. */
  #addRepeated(encoding: Encoding): void {
    const { size, kind, a } = encoding
    for (let operation = 0; operation < size; operation++) {
      const isWrite = at(kind, operation) === kinds.write
      if (isWrite && at(this.#maker, at(a, operation)) === several) this.#addUnseen(encoding, operation)
    }
  }
}
