import type { Out, Request } from '../../../src/labs/state-machine-replication/index.ts'
import { Client, Server } from '../../../src/reference/state-machine-replication/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * A control: the client asks all servers at once, and those that do not order take no notice.
 */
class AsksAll extends Client {
  protected override request(out: Out): void {
    super.request(out)
    if (this.command === null) return
    const request = {
      kind: 'Request',
      id: { client: this.self, sequence: this.sequence },
      command: this.command,
    } as const
    for (const server of this.servers.slice(1)) out.send<Request>(server, request)
  }
}

export default {
  id: 'C6',
  title: 'asks all servers at once',
  origin: 'catalogue',
  breaks: [],
  control: true,
  solution: { server: Server, client: AsksAll },
  expects: [],
} satisfies Mutant
