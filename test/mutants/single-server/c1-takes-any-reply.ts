import type { Address, ClientOut, Reply } from '../../../src/labs/single-server/index.ts'
import { Client, Server } from '../../../src/reference/single-server/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks at-most-once (slide 28). A reply that comes twice, or late, answers the next call.
 */
class Trusting extends Client {
  override receive(reply: Reply, from: Address, out: ClientOut): void {
    super.receive({ ...reply, id: { client: this.self, sequence: this.sequence } }, from, out)
  }
}

export default {
  id: 'C1',
  title: 'takes any reply for the answer',
  origin: 'catalogue',
  breaks: ['at most once'],
  control: false,
  solution: { server: Server, client: Trusting },
  expects: ['linearizable'],
} satisfies Mutant
