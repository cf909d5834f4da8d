import type { Address, ClientOut, Out, Request } from '../../../src/labs/state-machine-replication/index.ts'
import {
  Client,
  Server,
  type Executed,
  type Ordered,
} from '../../../src/reference/state-machine-replication/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks the one order (slides 6–7). Each client has a server of its own, and each server orders what it is asked: it
 * executes at once and tells the others, who execute what they are told when they are told.
 */
class Orders extends Server {
  /** The highest number of each other server. */
  protected seen = new Map<Address, number>()

  constructor(self: Address, servers: readonly Address[], app: Server['app']) {
    super(self, [self, ...servers.filter((server) => server !== self)], app)
  }

  protected override onOrdered({ number, command }: Ordered, from: Address, out: Out): void {
    if ((this.seen.get(from) ?? 0) < number) this.app.execute(command)
    this.seen.set(from, Math.max(number, this.seen.get(from) ?? 0))
    out.send<Executed>(from, { kind: 'Executed', number })
  }
}

class AsksItsOwn extends Client {
  protected override request(out: Out): void {
    const own = this.servers[Number(this.self.slice(1)) % this.servers.length]
    const send = (_to: Address, message: Request): void => out.send(own ?? '', message)
    super.request({ ...out, send } as ClientOut)
  }
}

export default {
  id: 'O1',
  title: 'every server orders what it is asked',
  origin: 'own',
  breaks: ['same order'],
  control: false,
  solution: { server: Orders, client: AsksItsOwn },
  expects: ['replicas-agree', 'linearizable'],
} satisfies Mutant
