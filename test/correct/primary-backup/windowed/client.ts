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

const askMs = 90

export class Client implements ClientNode {
  private viewNumber = 0
  /** Every server that was ever named to it. */
  private servers = new Set<Address>()
  private sequence = 0
  private command: Command | null = null

  constructor(
    readonly self: Address,
    readonly viewServer: Address,
  ) {}

  submit(command: Command, out: ClientOut): void {
    this.sequence += 1
    this.command = command
    if (this.servers.size === 0) this.timer('ask', out)
    else this.ask(out)
  }

  receive(message: ToClient, _from: Address, out: ClientOut): void {
    if (message.kind === 'ViewReply') this.onView(message.view, out)
    else if (message.kind === 'Reply' && this.command !== null && message.id.sequence === this.sequence) {
      this.command = null
      out.cancelTimer('ask')
      out.finish(message.result)
    }
  }

  timer(_name: string, out: ClientOut): void {
    if (this.command === null) return
    out.send<GetView>(this.viewServer, { kind: 'GetView' })
    this.ask(out)
  }

  private onView({ number, primary, backup }: View, out: Out): void {
    if (number <= this.viewNumber) return
    this.viewNumber = number
    for (const server of [primary, backup]) if (server !== null) this.servers.add(server)
    this.ask(out)
  }

  private ask(out: Out): void {
    const { command, sequence, self, viewNumber } = this
    if (command === null) return
    const request: Request = { kind: 'Request', id: { client: self, sequence }, viewNumber, command }
    for (const server of this.servers) out.send<Request>(server, request)
    out.setTimer('ask', askMs)
  }
}
