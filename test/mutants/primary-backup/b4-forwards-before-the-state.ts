import type { Out } from '../../../src/labs/primary-backup/index.ts'
import {
  Client,
  Server,
  ViewServer,
  type Forward,
  type TransferAck,
} from '../../../src/reference/hot-standby/index.ts'
import { b4 } from './directed.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks rule 5 (slide 36). A forward that overtakes the state is executed on an empty state, acknowledged, and then undone by
 * the state. For the backup to accept early is no mistake in this reference, whose primary waits: so here the primary does
 * not wait either.
 */
class DoesNotWaitForTheState extends Server {
  protected override acceptsForward(forward: Forward): boolean {
    return this.view.backup === this.self && forward.viewNumber === this.view.number
  }

  protected override isPrimary(): boolean {
    return this.view.primary === this.self
  }

  protected override onTransferAck(ack: TransferAck, out: Out): void {
    if (!this.isPrimary() || ack.viewNumber !== this.view.number || this.entered === ack.viewNumber) return
    out.cancelTimer('transfer')
    this.enter(out)
  }
}

export default {
  id: 'B4',
  title: 'forwards, and accepts forwards, before the state transfer is complete',
  origin: 'catalogue',
  breaks: ['rule 5'],
  control: false,
  solution: { viewServer: ViewServer, server: DoesNotWaitForTheState, client: Client },
  expects: ['linearizable'],
  rare: { firstFoundAt: [2_326, 2_525, 358], shownBy: b4 },
} satisfies Mutant
