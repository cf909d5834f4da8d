import type { Address, Out, Request, View } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer, type Forward } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks rule 2 (slides 8, 21). The backup queues what it acknowledges and executes it with its next ping. A promotion in
 * between finds it behind, and throws the queue away.
 */
class ExecutesLater extends Server {
  protected queued: Request[] = []

  protected override onForward(forward: Forward, from: Address, out: Out): void {
    if (!this.acceptsForward(forward)) return
    const { client, sequence } = forward.request.id
    const isQueued = this.queued.some(({ id }) => id.client === client && id.sequence === sequence)
    if (!isQueued) this.queued.push(forward.request)
    this.acknowledgeForward(forward, from, out)
  }

  override timer(name: string, out: Out): void {
    if (name === 'ping' && this.isBackup()) this.catchUp()
    super.timer(name, out)
  }

  protected catchUp(): void {
    for (const request of this.queued) if (!this.isAnswered(request)) this.execute(request)
    this.queued = []
  }

  protected override adopt(view: View, out: Out): void {
    if (this.isNews(view)) this.queued = []
    super.adopt(view, out)
  }
}

export default {
  id: 'B13',
  title: 'acknowledges a forward at once and executes it a little later',
  origin: 'own',
  breaks: ['rule 2'],
  control: false,
  solution: { viewServer: ViewServer, server: ExecutesLater, client: Client },
  expects: ['linearizable'],
} satisfies Mutant
