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
  RequestId,
  Result,
  SingleServer,
} from '../../../src/labs/single-server/index.ts'

/*
 * The server puts requests on a pile and works through it when a timer fires, the newest first; reads are executed as
 * often as they come. The client forgets the answered call only when the next one begins.
 */

interface Done {
  readonly sequence: number
  readonly result: Result
}

class Piles implements Node {
  pile: Request[] = []
  done: Map<Address, Done> = new Map()

  constructor(
    readonly self: Address,
    readonly app: Application,
  ) {}

  start(): void {}

  receive(request: Request, _from: Address, out: Out): void {
    if (this.pile.length === 0) out.setTimer('work', 7)
    this.pile.push(request)
  }

  timer(_name: string, out: Out): void {
    for (const { id, command } of this.pile.splice(0).toReversed()) {
      const result = command.op === 'get' ? this.app.execute(command) : this.write(id, command)
      if (result !== undefined) out.send<Reply>(id.client, { kind: 'Reply', id, result })
    }
  }

  /** Undefined for what is long over. */
  write({ client, sequence }: RequestId, command: Command): Result | undefined {
    const done = this.done.get(client)
    if (done !== undefined && done.sequence > sequence) return undefined
    if (done?.sequence === sequence) return done.result
    const result = this.app.execute(command)
    this.done.set(client, { sequence, result })
    return result
  }
}

class Remembering implements ClientNode {
  calls: Command[] = []
  isOpen = false

  constructor(
    readonly self: Address,
    readonly server: Address,
  ) {}

  submit(command: Command, out: ClientOut): void {
    this.calls.push(command)
    this.isOpen = true
    this.timer('ask', out)
  }

  receive({ id, result }: Reply, _from: Address, out: ClientOut): void {
    if (!this.isOpen || id.client !== this.self || id.sequence !== this.calls.length) return
    this.isOpen = false
    out.finish(result)
  }

  timer(name: string, out: ClientOut): void {
    const command = this.calls.at(-1)
    if (!this.isOpen || command === undefined) return
    const id = { client: this.self, sequence: this.calls.length }
    out.send<Request>(this.server, { kind: 'Request', id, command })
    out.setTimer(name, 60)
  }
}

export default { server: Piles, client: Remembering } satisfies SingleServer
