import type { Address, Out } from '../../../src/labs/state-machine-replication/index.ts'
import {
  Client,
  Server,
  type Executed,
  type Ordered,
} from '../../../src/reference/state-machine-replication/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks the one order (slides 6–7). An operation that is sent again, since its acknowledgement was late, is executed again.
 */
class ExecutesRepetitions extends Server {
  protected override onOrdered({ number, command }: Ordered, from: Address, out: Out): void {
    if (number > this.executed + 1) return
    this.executed = number
    this.app.execute(command)
    out.send<Executed>(from, { kind: 'Executed', number })
  }
}

export default {
  id: 'B6',
  title: 'executes an operation again that is sent again',
  origin: 'own',
  breaks: ['same order', 'at most once'],
  control: false,
  solution: { server: ExecutesRepetitions, client: Client },
  expects: ['no-duplicate-writes', 'replicas-agree'],
} satisfies Mutant
