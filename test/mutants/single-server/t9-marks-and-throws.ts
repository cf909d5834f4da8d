import type { Address, Out, Request } from '../../../src/labs/single-server/index.ts'
import { Client, Server } from '../../../src/reference/single-server/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks what a handler owes (slides 3–5): it does not run to its end when a request comes a second time.
 */
class Throws extends Server {
  override receive(request: Request, from: Address, out: Out): void {
    if (this.answered.get(request.id.client)?.sequence === request.id.sequence) {
      throw new Error(`${request.id.client} has asked that before`)
    }
    super.receive(request, from, out)
  }
}

export default {
  id: 'T9',
  title: 'throws when a request comes again',
  origin: 'catalogue',
  breaks: ['engineering'],
  control: false,
  solution: { server: Throws, client: Client },
  expects: ['well-behaved'],
} satisfies Mutant
