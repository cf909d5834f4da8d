import {
  timing,
  type Address,
  type Application,
  type ClientNode,
  type ClientOut,
  type Command,
  type Node,
  type Out,
  type PrimaryBackup,
  type ToClient,
  type ToViewServer,
  type View,
  type ViewReply,
} from 'splitbrain/primary-backup'

// Everything you write is in this file (or in files that it imports). Fields are plain data; handlers run to
// completion, return nothing, and touch only `this` and `out`.

class ViewServer implements Node {
  private view: View = { number: 0, primary: null, backup: null }

  constructor(readonly self: Address) {}

  start(out: Out): void {
    out.setTimer('check', timing.checkEveryMs)
  }

  receive(message: ToViewServer, from: Address, out: Out): void {
    // TODO: a Ping says that a server lives, and in which view it is. The first server to ping becomes the primary of
    // view 1. The next view must wait until the primary of this one has pinged with its number.
    if (message.kind === 'GetView') out.send<ViewReply>(from, { kind: 'ViewReply', view: this.view })
  }

  timer(_name: string, out: Out): void {
    // TODO: a server that was silent for `timing.silentChecksMax` checks is dead.
    out.setTimer('check', timing.checkEveryMs)
  }
}

class Server implements Node {
  constructor(
    readonly self: Address,
    readonly viewServer: Address,
    readonly app: Application,
  ) {}

  start(out: Out): void {
    out.send(this.viewServer, { kind: 'Ping', viewNumber: 0 })
    out.setTimer('ping', timing.pingEveryMs)
  }

  receive(_message: ViewReply, _from: Address, _out: Out): void {
    // TODO: learn the view; as the primary, forward requests with their outcome decided (`this.app.decide(command)`) and
    // execute them with `this.app.execute(command)` once the backup has them; as the backup, take over the primary's
    // state with `this.app.restore(snapshot)`.
  }

  timer(_name: string, out: Out): void {
    out.send(this.viewServer, { kind: 'Ping', viewNumber: 0 })
    out.setTimer('ping', timing.pingEveryMs)
  }
}

class Client implements ClientNode {
  constructor(
    readonly self: Address,
    readonly viewServer: Address,
  ) {}

  submit(_command: Command, out: ClientOut): void {
    // TODO: send a Request to the primary, again and again, until its Reply comes; then `out.finish(result)`.
    out.send(this.viewServer, { kind: 'GetView' })
  }

  receive(_message: ToClient, _from: Address, _out: ClientOut): void {}

  timer(_name: string, _out: ClientOut): void {}
}

export default { viewServer: ViewServer, server: Server, client: Client } satisfies PrimaryBackup
