import { timing, type Out, type Request } from '../../../src/labs/primary-backup/index.ts'
import {
  Client,
  Server,
  ViewServer,
  type Forward,
  type ForwardAck,
} from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * The backup does not execute the same requests in the same order (slides 7–8): after a failover clients see another
 * history.
 */
class ForwardsWithoutOrder extends Server {
  protected override serve(request: Request, out: Out): void {
    if (this.view.backup === null) return this.complete(request, out)
    this.waiting.set(request.id.client, request)
    this.forwardOne(request, out)
    out.setTimer('forward', timing.retryAfterMs)
  }

  protected override forward(out: Out): void {
    for (const request of this.waiting.values()) this.forwardOne(request, out)
    if (this.waiting.size > 0) out.setTimer('forward', timing.retryAfterMs)
  }

  protected override onForwardAck(ack: ForwardAck, out: Out): void {
    const request = this.waiting.get(ack.id.client)
    if (request === undefined || !this.completes(ack, request)) return
    this.waiting.delete(ack.id.client)
    this.complete(request, out)
  }

  private forwardOne(request: Request, out: Out): void {
    if (this.view.backup === null) return
    out.send<Forward>(this.view.backup, { kind: 'Forward', viewNumber: this.view.number, request })
  }
}

export default {
  id: 'P11',
  title: 'forwards several requests at a time and executes each when its acknowledgement comes',
  origin: 'catalogue',
  breaks: ['rule 2'],
  control: false,
  solution: { viewServer: ViewServer, server: ForwardsWithoutOrder, client: Client },
  expects: ['linearizable'],
} satisfies Mutant
