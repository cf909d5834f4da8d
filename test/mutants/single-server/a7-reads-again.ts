import type { Address, Out, Reply, Request } from '../../../src/labs/single-server/index.ts'
import { Client, Server } from '../../../src/reference/single-server/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * A control: what changes nothing may be executed again (slide 28), and a later answer to a call that is still open is
 * as good as the first.
 */
class ReadsAgain extends Server {
  override receive(request: Request, from: Address, out: Out): void {
    const { id, command } = request
    if (command.op !== 'get') return super.receive(request, from, out)
    out.send<Reply>(from, { kind: 'Reply', id, result: this.app.execute(command) })
  }
}

export default {
  id: 'A7',
  title: 'executes reads again that come again',
  origin: 'own',
  breaks: [],
  control: true,
  solution: { server: ReadsAgain, client: Client },
  expects: [],
} satisfies Mutant
