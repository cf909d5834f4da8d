import type { Address, Out } from '../../../src/labs/state-machine-replication/index.ts'
import { Client, Server, type Ordered } from '../../../src/reference/state-machine-replication/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * An operation that comes again is known, and not acknowledged again: one lost acknowledgement stops everything.
 */
class AcknowledgesOnce extends Server {
  protected override onOrdered(ordered: Ordered, from: Address, out: Out): void {
    if (ordered.number > this.executed) super.onOrdered(ordered, from, out)
  }
}

export default {
  id: 'B10',
  title: 'acknowledges each operation once',
  origin: 'catalogue',
  breaks: ['progress'],
  control: false,
  solution: { server: AcknowledgesOnce, client: Client },
  expects: ['progress'],
} satisfies Mutant
