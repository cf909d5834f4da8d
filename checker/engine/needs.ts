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

/**
 * Are there enough operations to leave what must be found? Of a chain of operations each of which returns
 * before the next is called, every one that does not find what the one before has left needs an operation of
 * its own that is not over when the one before is called. O(n). If not, no order explains the group.
 */
export function suffice(encoding: Encoding, timeline: Timeline): boolean {
  const { kind, a, b, call, return: end, valueCount, initial } = encoding
  const { returns, returnCount, calls, callsBy, position } = timeline
  const called = at(callsBy, returnCount - 1)
  const chain = chainOf(encoding, timeline)
  const links = new Set(chain)
  const available = new Int32Array(valueCount)
  const needed = new Int32Array(valueCount)
  const offer = (operation: number): void => {
    if (isReadOnly(at(kind, operation)) || links.has(operation)) return
    const value = at(kind, operation) === kinds.write ? at(a, operation) : at(b, operation)
    available[value] = at(available, value) + 1
  }
  for (let count = 0; count < called; count++) {
    if (at(position, at(calls, count)) >= returnCount) offer(at(calls, count))
  }
  let offered = returnCount
  for (let link = chain.length - 1; link >= 0; link--) {
    const before = chain[link - 1] ?? -1
    const since = before < 0 ? -Infinity : (call[before] as number)
    while (offered > 0 && (end[at(returns, offered - 1)] as number) >= since) offer(at(returns, --offered))
    const left = before < 0 ? initial : at(kind, before) === kinds.swap ? at(b, before) : at(a, before)
    const wanted = at(a, chain[link] ?? 0)
    if (left === wanted) continue
    needed[wanted] = at(needed, wanted) + 1
    if (at(needed, wanted) > at(available, wanted)) return false
  }
  return true
}

/** Operations that must find a certain value, each of which returns before the next is called. */
function chainOf(
  { kind, call, return: end }: Encoding,
  { returns, returnCount }: Timeline,
): readonly number[] {
  const chain: number[] = []
  let last = -Infinity
  for (let place = 0; place < returnCount; place++) {
    const operation = at(returns, place)
    const what = at(kind, operation)
    if ((what !== kinds.read && what !== kinds.swap) || (call[operation] as number) <= last) continue
    chain.push(operation)
    last = end[operation] as number
  }
  return chain
}
