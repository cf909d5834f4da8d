import type { Address, Out, View } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks rule 5 (slides 12, 36). Only the case of an old primary with a new backup was thought of: when the backup is promoted
 * and an idle server takes its place in the same view, that server begins with nothing.
 */
class OnlyOldPrimariesTransfer extends Server {
  protected formerPrimary: Address | null = null

  protected override adopt(view: View, out: Out): void {
    if (this.isNews(view)) this.formerPrimary = this.view.primary
    super.adopt(view, out)
  }

  protected override takeRole(out: Out): void {
    const isPromotion = this.formerPrimary !== null && this.formerPrimary !== this.view.primary
    if (isPromotion) this.enter(out)
    else super.takeRole(out)
  }
}

export default {
  id: 'S10',
  title: 'sends no state as a primary that was backup before',
  origin: 'catalogue',
  breaks: ['rule 5'],
  control: false,
  solution: { viewServer: ViewServer, server: OnlyOldPrimariesTransfer, client: Client },
  expects: ['linearizable'],
} satisfies Mutant
