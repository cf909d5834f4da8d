import type { Address, Out } from '../../../src/labs/state-machine-replication/index.ts'
import {
  Client,
  Server,
  type Executed,
  type Ordered,
} from '../../../src/reference/state-machine-replication/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks the one state machine (slides 6–7). The last server says that it has executed, and has not.
 */
class SaysSo extends Server {
  protected override onOrdered(ordered: Ordered, from: Address, out: Out): void {
    if (this.self !== this.servers.at(-1)) return super.onOrdered(ordered, from, out)
    out.send<Executed>(from, { kind: 'Executed', number: ordered.number })
  }
}

export default {
  id: 'B5',
  title: 'acknowledges without executing',
  origin: 'catalogue',
  breaks: ['same order'],
  control: false,
  solution: { server: SaysSo, client: Client },
  expects: ['replicas-agree'],
} satisfies Mutant
