import type {
  Address,
  ClientNode,
  ClientOut,
  Command,
  GetView,
  Out,
  Request,
  ToClient,
} from '../../../../src/labs/primary-backup/index.ts'

const refreshMs = 300
const retryMs = 110

/** Looks at the view by its watch, whether it has a call or not, and never because of an answer or of silence. */
export class Client implements ClientNode {
  private viewNumber = 0
  private primary: Address | null = null
  private sequence = 0
  private command: Command | null = null

  constructor(
    readonly self: Address,
    readonly viewServer: Address,
  ) {}

  start(out: Out): void {
    this.refresh(out)
  }

  submit(command: Command, out: ClientOut): void {
    this.sequence += 1
    this.command = command
    this.call(out)
  }

  timer(name: string, out: ClientOut): void {
    if (name === 'refresh') this.refresh(out)
    else this.call(out)
  }

  receive(message: ToClient, _from: Address, out: ClientOut): void {
    if (message.kind === 'ViewReply') {
      if (message.view.number <= this.viewNumber) return
      this.viewNumber = message.view.number
      this.primary = message.view.primary
      this.call(out)
    } else if (message.kind === 'Reply' && this.command !== null && message.id.sequence === this.sequence) {
      this.command = null
      out.cancelTimer('retry')
      out.finish(message.result)
    }
  }

  private refresh(out: Out): void {
    out.send<GetView>(this.viewServer, { kind: 'GetView' })
    out.setTimer('refresh', refreshMs)
  }

  private call(out: Out): void {
    const { command, sequence, self, primary, viewNumber } = this
    if (command === null) return
    if (primary !== null) {
      out.send<Request>(primary, { kind: 'Request', id: { client: self, sequence }, viewNumber, command })
    }
    out.setTimer('retry', retryMs)
  }
}
