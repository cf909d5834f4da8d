import {
  timing,
  type Address,
  type Application,
  type ClientNode,
  type ClientOut,
  type Command,
  type Message,
  type Node,
  type Out,
  type Reply,
  type Request,
  type StateMachineReplication,
} from 'splitbrain/state-machine-replication'

// Everything you write is in this file (or in files that it imports). Fields are plain data; handlers run to
// completion, return nothing, and touch only `this` and `out`.

class Server implements Node {
  constructor(
    readonly self: Address,
    /** All servers, this one included, in the same order for everyone. */
    readonly servers: readonly Address[],
    readonly app: Application,
  ) {}

  start(_out: Out): void {}

  receive(_message: Request | Message, _from: Address, _out: Out): void {
    // TODO: every server executes the same writes in the same order with `this.app.execute(command)`. Let one of them,
    // say the first of `servers`, decide on the order and tell the others; what they say to each other is up to you:
    // any plain object with a `kind`. The Reply to a write leaves only when every server has it. And whatever you knew
    // about requests that come again with a single server still holds.
  }

  timer(_name: string, _out: Out): void {
    // TODO: messages between servers get lost, too: send again what has not been acknowledged.
  }
}

class Client implements ClientNode {
  private sequence = 0

  constructor(
    readonly self: Address,
    readonly servers: readonly Address[],
  ) {}

  submit(command: Command, out: ClientOut): void {
    // TODO: send the request again, with the same number, until its Reply comes. Which server to ask is up to you.
    this.sequence += 1
    const [first] = this.servers
    if (first === undefined) return
    out.send<Request>(first, { kind: 'Request', id: { client: this.self, sequence: this.sequence }, command })
    out.setTimer('retry', timing.retryAfterMs)
  }

  receive(_reply: Reply, _from: Address, _out: ClientOut): void {
    // TODO: if this is the reply to the call that is open now, hand its result to the caller: `out.finish(result)`.
  }

  timer(_name: string, _out: ClientOut): void {}
}

export default { server: Server, client: Client } satisfies StateMachineReplication
