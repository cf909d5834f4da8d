import type { Out, Request } from '../../../src/labs/state-machine-replication/index.ts'
import { Client, Server } from '../../../src/reference/state-machine-replication/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks at-most-once (slide 28): a retried write is ordered again, and everybody executes it twice.
 */
class OrdersRepetitions extends Server {
  protected override onRequest(request: Request, out: Out): void {
    this.answered.delete(request.id.client)
    super.onRequest(request, out)
  }
}

export default {
  id: 'A1',
  title: 'orders a request again that comes again',
  origin: 'catalogue',
  breaks: ['at most once'],
  control: false,
  solution: { server: OrdersRepetitions, client: Client },
  expects: ['no-duplicate-writes', 'linearizable'],
} satisfies Mutant
