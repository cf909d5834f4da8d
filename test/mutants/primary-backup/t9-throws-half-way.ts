import type { Out, Request } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer, type ForwardAck } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * The second acknowledgement of a request, or a late one, makes the handler throw (messages are duplicated).
 */
class TrustsAcks extends Server {
  protected override onForwardAck(ack: ForwardAck, out: Out): void {
    // The cast is the mistake.
    const request = this.pending as Request
    if (this.completes(ack, request)) super.onForwardAck(ack, out)
  }
}

export default {
  id: 'T9',
  title: 'reads the pending request of an acknowledgement without looking whether there is one',
  origin: 'catalogue',
  breaks: ['engineering'],
  control: false,
  solution: { viewServer: ViewServer, server: TrustsAcks, client: Client },
  expects: ['well-behaved'],
} satisfies Mutant
