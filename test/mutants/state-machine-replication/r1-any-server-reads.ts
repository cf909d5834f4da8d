import type {
  Address,
  ClientOut,
  Out,
  Reply,
  Request,
} from '../../../src/labs/state-machine-replication/index.ts'
import { Client, Server } from '../../../src/reference/state-machine-replication/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks the one state machine (slides 6–7). Each server answers reads from its own state, which may be older than one
 * that somebody has already read elsewhere.
 */
class ReadsAlone extends Server {
  override receive(message: Parameters<Server['receive']>[0], from: Address, out: Out): void {
    if (message.kind !== 'Request' || message.command.op !== 'get') return super.receive(message, from, out)
    out.send<Reply>(from, { kind: 'Reply', id: message.id, result: this.app.execute(message.command) })
  }
}

class ReadsAtItsOwn extends Client {
  protected override request(out: Out): void {
    if (this.command?.op !== 'get') return super.request(out)
    const own = this.servers[(Number(this.self.slice(1)) - 1) % this.servers.length]
    const send = (_to: Address, message: Request): void => out.send(own ?? '', message)
    super.request({ ...out, send } as ClientOut)
  }
}

export default {
  id: 'R1',
  title: 'any server answers reads from its own state',
  origin: 'own',
  breaks: ['same order'],
  control: false,
  solution: { server: ReadsAlone, client: ReadsAtItsOwn },
  expects: ['linearizable'],
} satisfies Mutant
