import { isReadOnly, kinds, type Encoding } from './encoding.ts'
import { at, atLeast, type Ints } from './ints.ts'
import type { Timeline } from './timeline.ts'

/**
 * What is still to come for each value, as counts of calls: `lastObserver[v] > n` says that an operation that
 * can see `v` is called after the first n calls. For groups without an automaton, where operations name the
 * values that they see and leave.
 */
export class Needs {
  /** The last operation that is legal in `v`, or illegal in `v`, unlike in other states. */
  lastObserver: Ints = new Int32Array(64)
  /** The last one that must find `v`. */
  lastRequired: Ints = new Int32Array(64)
  /** The last one that leaves `v`. */
  lastProducer: Ints = new Int32Array(64)

  count(encoding: Encoding, timeline: Timeline): void {
    const { valueCount, kind, a, b } = encoding
    const { calls, callsBy, position, returnCount } = timeline
    const observer = (this.lastObserver = atLeast(this.lastObserver, valueCount).fill(0, 0, valueCount))
    const required = (this.lastRequired = atLeast(this.lastRequired, valueCount).fill(0, 0, valueCount))
    const producer = (this.lastProducer = atLeast(this.lastProducer, valueCount).fill(0, 0, valueCount))
    const called = returnCount === 0 ? 0 : at(callsBy, returnCount - 1)
    for (let count = 1; count <= called; count++) {
      const operation = at(calls, count - 1)
      const what = at(kind, operation)
      const value = at(a, operation)
      if (what === kinds.write) {
        producer[value] = count
        continue
      }
      observer[value] = count
      const returns = at(position, operation) < returnCount
      if (what === kinds.read || (what === kinds.swap && returns)) required[value] = count
      if (!isReadOnly(what)) producer[at(b, operation)] = count
    }
  }
}
