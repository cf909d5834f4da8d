import {
  timing,
  type Address,
  type Application,
  type ClientNode,
  type ClientOut,
  type Command,
  type Node,
  type Out,
  type Reply,
  type Request,
  type SingleServer,
} from 'splitbrain/single-server'

// Everything you write is in this file (or in files that it imports). Fields are plain data; handlers run to
// completion, return nothing, and touch only `this` and `out`.

class Server implements Node {
  constructor(
    readonly self: Address,
    readonly app: Application,
  ) {}

  start(_out: Out): void {}

  receive(_request: Request, _from: Address, _out: Out): void {
    // TODO: execute the request's command with `this.app.execute(command)` and send its result back in a Reply with
    // the request's id. The network may deliver a request twice, or late, and it may lose your reply: then the client
    // sends the request again, and its command must not be executed again.
  }

  timer(_name: string, _out: Out): void {}
}

class Client implements ClientNode {
  private sequence = 0

  constructor(
    readonly self: Address,
    readonly server: Address,
  ) {}

  submit(command: Command, out: ClientOut): void {
    // TODO: messages get lost. Send the request again, with the same number, until its Reply comes.
    this.sequence += 1
    out.send<Request>(this.server, {
      kind: 'Request',
      id: { client: this.self, sequence: this.sequence },
      command,
    })
    out.setTimer('retry', timing.retryAfterMs)
  }

  receive(_reply: Reply, _from: Address, _out: ClientOut): void {
    // TODO: if this is the reply to the call that is open now, hand its result to the caller: `out.finish(result)`.
  }

  timer(_name: string, _out: ClientOut): void {}
}

export default { server: Server, client: Client } satisfies SingleServer
