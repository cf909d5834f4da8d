/**
 * What is wrong: the client takes whatever Reply arrives for the answer to its call, without looking at its number
 * (at-most-once, slide 28). A reply that comes twice, or late, answers the next call.
 */
import {
  timing,
  type Address,
  type ClientNode,
  type ClientOut,
  type Command,
  type Out,
  type PrimaryBackup,
  type Request,
  type ToClient,
} from 'splitbrain/primary-backup'
import { Server, ViewServer } from '../../src/reference/hot-standby/index.ts'

class Trusting implements ClientNode {
  primary: Address | null = null
  viewNumber = 0
  sequence = 0
  command: Command | null = null

  constructor(
    readonly self: Address,
    readonly viewServer: Address,
  ) {}

  submit(command: Command, out: ClientOut): void {
    this.command = command
    this.sequence += 1
    this.attempt(out)
  }

  receive(message: ToClient, _from: Address, out: ClientOut): void {
    if (message.kind === 'ViewReply' && message.view.number > this.viewNumber) {
      this.viewNumber = message.view.number
      this.primary = message.view.primary
      if (this.command !== null) this.attempt(out)
    }
    if (message.kind === 'Reply' && this.command !== null) {
      this.command = null
      out.cancelTimer('retry')
      out.finish(message.result)
    }
  }

  timer(_name: string, out: ClientOut): void {
    out.send(this.viewServer, { kind: 'GetView' })
    this.attempt(out)
  }

  private attempt(out: Out): void {
    const { primary, self, sequence, viewNumber, command } = this
    out.setTimer('retry', timing.retryAfterMs)
    if (primary === null || command === null) return out.send(this.viewServer, { kind: 'GetView' })
    out.send<Request>(primary, { kind: 'Request', id: { client: self, sequence }, viewNumber, command })
  }
}

export default { viewServer: ViewServer, server: Server, client: Trusting } satisfies PrimaryBackup
