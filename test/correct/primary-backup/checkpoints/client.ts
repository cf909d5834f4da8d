import type {
  Address,
  ClientNode,
  ClientOut,
  Command,
  GetView,
  Out,
  Request,
  ToClient,
  View,
} from '../../../../src/labs/primary-backup/index.ts'

const triesMax = 3
const waitMs = 60

/** Stays with its server until that refuses, or has been silent `triesMax` times; waits longer each time. */
export class Client implements ClientNode {
  private view: View = { number: 0, primary: null, backup: null }
  private sequence = 0
  private command: Command | null = null
  private tries = 0

  constructor(
    readonly self: Address,
    readonly viewServer: Address,
  ) {}

  submit(command: Command, out: ClientOut): void {
    this.sequence += 1
    this.command = command
    this.tries = 0
    this.attempt(out)
  }

  receive(message: ToClient, _from: Address, out: ClientOut): void {
    if (this.command === null) return
    if (message.kind === 'ViewReply') {
      if (message.view.number <= this.view.number) return
      this.view = message.view
      this.tries = 0
      this.attempt(out)
    } else if (message.id.sequence !== this.sequence) return
    else if (message.kind === 'Reply') {
      this.command = null
      out.cancelTimer('wait')
      out.finish(message.result)
    } else if (message.viewNumber >= this.view.number) this.ask(out)
  }

  timer(_name: string, out: ClientOut): void {
    if (this.command !== null) this.attempt(out)
  }

  private attempt(out: Out): void {
    const { command, sequence, self, view, tries } = this
    this.tries += 1
    out.setTimer('wait', waitMs * Math.min(this.tries, triesMax))
    if (command === null || view.primary === null || tries >= triesMax) return this.ask(out)
    const id = { client: self, sequence }
    out.send<Request>(view.primary, { kind: 'Request', id, viewNumber: view.number, command })
  }

  private ask(out: Out): void {
    this.tries = 0
    out.send<GetView>(this.viewServer, { kind: 'GetView' })
  }
}
