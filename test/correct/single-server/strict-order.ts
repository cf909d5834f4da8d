import type {
  Address,
  Application,
  ClientNode,
  ClientOut,
  Command,
  Node,
  Out,
  Reply,
  Request,
  Result,
  SingleServer,
} from '../../../src/labs/single-server/index.ts'

/*
 * The server knows for each client which number must come next, and refuses to look at any other but the last one. The
 * client sends each request three times in a row, so that one loss goes unnoticed.
 */

class Strict implements Node {
  next: Map<Address, number> = new Map()
  last: Map<Address, Result> = new Map()

  constructor(
    readonly self: Address,
    readonly app: Application,
  ) {}

  start(): void {}

  receive({ id, command }: Request, _from: Address, out: Out): void {
    const next = this.next.get(id.client) ?? 1
    if (id.sequence === next) {
      this.last.set(id.client, this.app.execute(command))
      this.next.set(id.client, next + 1)
    } else if (id.sequence !== next - 1) {
      return
    }
    out.send<Reply>(id.client, { kind: 'Reply', id, result: this.last.get(id.client) ?? null })
  }

  timer(): void {}
}

class Insistent implements ClientNode {
  /** The request that is open, as it is sent. */
  request: Request | null = null
  count = 0

  constructor(
    readonly self: Address,
    readonly server: Address,
  ) {}

  submit(command: Command, out: ClientOut): void {
    this.count += 1
    this.request = { kind: 'Request', id: { client: this.self, sequence: this.count }, command }
    this.timer('again', out)
  }

  receive(reply: Reply, _from: Address, out: ClientOut): void {
    if (this.request === null || reply.id.sequence < this.count) return
    this.request = null
    out.finish(reply.result)
  }

  timer(name: string, out: ClientOut): void {
    if (this.request === null) return
    for (let copy = 0; copy < 3; copy += 1) out.send<Request>(this.server, this.request)
    out.setTimer(name, 250)
  }
}

export default { server: Strict, client: Insistent } satisfies SingleServer
