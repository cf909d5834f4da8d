import type { Algorithm } from '../algorithm.ts'
import type { StackInput, StackOutput } from '../models/stack.ts'
import type { Operation } from '../operation.ts'
import { collect } from './collection.ts'
import { lifetimesOf } from './lifetimes.ts'
import { nestedOrder } from './nest.ts'
import { takersOf } from './takers.ts'

/**
 * A last-in, first-out stack onto which each value comes once; elsewhere it does not apply. Exact, with
 * answers `empty` and pending pushes; with pending pops it may give up. O(n log n); with pending pops, that
 * for each time that one more value turns out to be unable to stay, and in practice a few times.
 *
 * A value must be inside from the return of its push to the call of its pop. Where these spans leave a moment
 * uncovered, what comes before and what comes after can be ordered on their own: put all that the first part
 * has later at that moment, and likewise the second. Where they cover a block without a gap, the stack is not
 * empty in it; so the first value pushed is the last one popped, and all spans lie in between. It is called
 * before any of them opens and returns after all are closed. Any value for which this is so may lie at the
 * bottom, since it does not hinder the others: what they do before its push or after its pop can be put off
 * till it, or done by then. So take one off, and go on with the blocks that remain; if there is none, the
 * block has no order. That some value can be taken off without loss is the idea of Lee and Mathur (OOPSLA
 * 2025, "Efficient decrease-and-conquer linearizability monitoring"); see also Abdulla et al. (PLDI 2025,
 * "Efficient linearizability monitoring"). Here the gaps, and the values that fit a block, are found in
 * segment trees: a block only shrinks, so a value that fits at one end does so ever after, and is moved from
 * tree to tree once.
 *
 * What is ours:
 *
 * - *Ties and cut intervals*: as for queues. A value that may leave at once, because its pop is called before
 *   its push returns, is a span without length.
 * - *Empty*: each answer takes the first moment that no span covers; such a moment separates blocks, so
 *   nothing else depends on the choice.
 * - *Pending pops*, here takers: without them first. If that fails, let the first taker take all values that
 *   else stay: every real choice is harder than that, so when it fails, too, the history is illegal.
 *   Otherwise find the values that cannot stay, and by when they must have left: those pushed when something
 *   must be inside that leaves, or before an answer `empty`. Takers go to the earliest deadlines; if they do
 *   not suffice, the history is illegal. If there is an order then, it is legal. Otherwise nothing is
 *   claimed.
 */
export const stackAlgorithm: Algorithm<StackInput, StackOutput> = {
  name: 'stack',
  decide: (operations) => {
    const order = orderOf(operations)
    return order && true
  },
  linearize: (operations) => orderOf(operations) || [],
}

function orderOf(
  operations: readonly Operation<StackInput, StackOutput>[],
): readonly number[] | false | undefined {
  const collection = collect(operations)
  if (!collection) return collection
  const left = lifetimesOf(collection, new Map())
  const order = left && nestedOrder(left)
  if (order) return order
  const taken = lifetimesOf(collection, 'freely')
  if (!taken || taken.takers.length === 0 || nestedOrder(taken) === undefined) return false
  const takers = takersOf(taken)
  const lifetimes = takers && lifetimesOf(collection, takers)
  return takers === false ? false : lifetimes ? nestedOrder(lifetimes) : undefined
}
