import type { Address, Out, Request } from '../../../src/labs/single-server/index.ts'
import { Client, Server } from '../../../src/reference/single-server/index.ts'
import type { Mutant } from './mutant.ts'

const everyone = 'everyone'

/**
 * Breaks at-most-once (slide 28). The numbers of all clients are compared with one another, though each counts for
 * itself.
 */
class CountsTogether extends Server {
  override receive(request: Request, from: Address, out: Out): void {
    const { client, sequence } = request.id
    const last = this.answered.get(everyone)
    if (last !== undefined) this.answered.set(client, last)
    super.receive(request, from, out)
    const answer = this.answered.get(client)
    if (answer?.sequence === sequence) this.answered.set(everyone, answer)
  }
}

export default {
  id: 'A6',
  title: 'has one count for all clients',
  origin: 'catalogue',
  breaks: ['at most once'],
  control: false,
  solution: { server: CountsTogether, client: Client },
  expects: ['linearizable', 'progress'],
} satisfies Mutant
