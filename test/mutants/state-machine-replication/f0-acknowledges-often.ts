import type { Address, Out } from '../../../src/labs/state-machine-replication/index.ts'
import {
  Client,
  Server,
  type Executed,
  type Ordered,
} from '../../../src/reference/state-machine-replication/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * A control: a server tells what it has executed although nobody has asked, and now and then twice.
 */
class TellsOften extends Server {
  protected override onOrdered(ordered: Ordered, from: Address, out: Out): void {
    super.onOrdered(ordered, from, out)
    out.send<Executed>(from, { kind: 'Executed', number: this.executed })
  }
}

export default {
  id: 'F0',
  title: 'acknowledges twice, and what was not asked',
  origin: 'own',
  breaks: [],
  control: true,
  solution: { server: TellsOften, client: Client },
  expects: [],
} satisfies Mutant
