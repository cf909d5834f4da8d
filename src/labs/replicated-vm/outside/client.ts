import type { Address, ClientNode, ClientOut, Command, Message } from '../../../port/index.ts'
import { packetOf, resultOf } from '../../../services/index.ts'
import type { Packet } from '../contract.ts'
import { clientNumber } from './addresses.ts'

const retryAfterMs = 250

/** An ordinary client of an ordinary server: asks until it is answered. Of two servers it knows nothing. */
export class Client implements ClientNode {
  private sequence = 0
  private words: readonly number[] | null = null

  constructor(
    readonly self: Address,
    readonly network: Address,
  ) {}

  submit(command: Command, out: ClientOut): void {
    this.sequence += 1
    this.words = packetOf(clientNumber(this.self) ?? 0, this.sequence, command)
    this.ask(out)
  }

  receive(message: Message, _from: Address, out: ClientOut): void {
    // Only the switch speaks to clients.
    const reply = resultOf((message as Packet).words)
    if (this.words === null || reply?.sequence !== this.sequence) return
    this.words = null
    out.cancelTimer('retry')
    out.finish(reply.result)
  }

  timer(_name: string, out: ClientOut): void {
    this.ask(out)
  }

  private ask(out: ClientOut): void {
    if (this.words === null) return
    const { self: client, sequence, words } = this
    out.send<Packet>(this.network, { kind: 'Packet', client, sequence, words })
    out.setTimer('retry', retryAfterMs)
  }
}
