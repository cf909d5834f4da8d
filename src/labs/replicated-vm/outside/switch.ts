import type { Address, Message, Node, Out } from '../../../port/index.ts'
import { resultOf } from '../../../services/index.ts'
import type { Packet, Release } from '../contract.ts'
import { clientAddress, servers } from './addresses.ts'

/**
 * Joins clients and servers. What a client sends reaches both servers: their machine has one address. What a server
 * sends goes to the client that the packet names. Nobody reads the console.
 */
export class Switch implements Node {
  /** Clients that were heard of: nobody else gets anything. */
  private readonly clients = new Set<Address>()

  start(): void {}

  receive(message: Message, from: Address, out: Out): void {
    if (message.kind === 'Packet') {
      this.clients.add(from)
      for (const server of servers) out.send(server, message)
    } else if (message.kind === 'Release') this.onRelease(message as Partial<Release>, out)
  }

  timer(): void {}

  /** A solution may send anything under this name. */
  private onRelease({ device, words }: Partial<Release>, out: Out): void {
    const reply = device === 'network' && Array.isArray(words) ? resultOf(words) : null
    if (reply === null || words === undefined) return
    const client = clientAddress(reply.client)
    if (this.clients.has(client)) {
      out.send<Packet>(client, { kind: 'Packet', client, sequence: reply.sequence, words })
    }
  }
}
