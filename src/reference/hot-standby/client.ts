import {
  timing,
  type Address,
  type ClientNode,
  type ClientOut,
  type Command,
  type GetView,
  type Out,
  type Request,
  type ToClient,
  type View,
} from '../../labs/primary-backup/index.ts'

/** Sends its call to the primary of the latest view it knows, again and again under the same number (slide 28). */
export class Client implements ClientNode {
  protected view: View = { number: 0, primary: null, backup: null }
  protected sequence = 0
  /** The command of the outstanding call, which has the number `sequence`. */
  protected command: Command | null = null

  constructor(
    readonly self: Address,
    readonly viewServer: Address,
  ) {}

  start(out: Out): void {
    this.askForView(out)
  }

  submit(command: Command, out: ClientOut): void {
    this.sequence += 1
    this.command = command
    this.request(out)
    out.setTimer('retry', timing.retryAfterMs)
  }

  receive(message: ToClient, _from: Address, out: ClientOut): void {
    switch (message.kind) {
      case 'ViewReply':
        if (message.view.number <= this.view.number) return
        this.view = message.view
        return this.request(out)
      case 'Refusal':
        // Only a server that knows a later view is a reason to ask; one that lags behind will catch up.
        if (this.isCurrent(message.id.sequence) && message.viewNumber > this.view.number) this.askForView(out)
        return
      case 'Reply':
        if (!this.isCurrent(message.id.sequence)) return
        this.command = null
        out.cancelTimer('retry')
        out.finish(message.result)
        return
    }
  }

  /** No answer: the message may be lost, or the primary gone. */
  timer(_name: string, out: ClientOut): void {
    this.askForView(out)
    this.request(out)
    out.setTimer('retry', timing.retryAfterMs)
  }

  protected isCurrent(sequence: number): boolean {
    return this.command !== null && sequence === this.sequence
  }

  protected askForView(out: Out): void {
    out.send<GetView>(this.viewServer, { kind: 'GetView' })
  }

  protected request(out: Out): void {
    if (this.command === null || this.view.primary === null) return
    out.send<Request>(this.view.primary, {
      kind: 'Request',
      id: { client: this.self, sequence: this.sequence },
      viewNumber: this.view.number,
      command: this.command,
    })
  }
}
