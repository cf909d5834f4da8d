import type {
  Address,
  Application,
  ClientNode,
  ClientOut,
  Command,
  Node,
  Out,
  Result,
} from '../../port/index.ts'
import { timing, type Reply, type Request, type SingleServer } from '../../labs/single-server/index.ts'

/** Executes each call once: a call that comes again is answered from memory. Source: slides 2, 28. */
export class Server implements Node {
  protected answered = new Map<Address, { readonly sequence: number; readonly result: Result }>()

  constructor(
    readonly self: Address,
    readonly app: Application,
  ) {}

  start(): void {}

  receive({ id, command }: Request, from: Address, out: Out): void {
    const last = this.answered.get(id.client)
    if (last === undefined || last.sequence < id.sequence) {
      this.answered.set(id.client, { sequence: id.sequence, result: this.app.execute(command) })
    }
    const answer = this.answered.get(id.client)
    if (answer?.sequence === id.sequence) out.send<Reply>(from, { kind: 'Reply', id, result: answer.result })
  }

  timer(): void {}
}

/** Sends its call until it is answered. */
export class Client implements ClientNode {
  protected sequence = 0
  protected command: Command | null = null

  constructor(
    readonly self: Address,
    readonly server: Address,
  ) {}

  submit(command: Command, out: ClientOut): void {
    this.sequence += 1
    this.command = command
    this.request(out)
  }

  receive({ id, result }: Reply, _from: Address, out: ClientOut): void {
    if (this.command === null || id.sequence !== this.sequence) return
    this.command = null
    out.cancelTimer('retry')
    out.finish(result)
  }

  timer(_name: string, out: ClientOut): void {
    this.request(out)
  }

  protected request(out: Out): void {
    if (this.command === null) return
    const id = { client: this.self, sequence: this.sequence }
    out.send<Request>(this.server, { kind: 'Request', id, command: this.command })
    out.setTimer('retry', timing.retryAfterMs)
  }
}

const singleServer = { server: Server, client: Client } satisfies SingleServer

export default singleServer
