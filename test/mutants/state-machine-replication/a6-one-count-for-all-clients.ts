import type { Out, Request } from '../../../src/labs/state-machine-replication/index.ts'
import { Client, Server } from '../../../src/reference/state-machine-replication/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks at-most-once (slide 28). A call is known by its number alone, though each client counts for itself.
 */
class CountsTogether extends Server {
  protected override onRequest(request: Request, out: Out): void {
    const { sequence } = request.id
    const alike = [...this.answered.values()].find((answer) => answer.sequence === sequence)
    if (alike !== undefined) return this.reply(request, alike.result, out)
    super.onRequest(request, out)
  }
}

export default {
  id: 'A6',
  title: 'has one count for all clients',
  origin: 'catalogue',
  breaks: ['at most once'],
  control: false,
  solution: { server: CountsTogether, client: Client },
  expects: ['linearizable', 'all-before-reply'],
} satisfies Mutant
