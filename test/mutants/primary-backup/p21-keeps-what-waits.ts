import type { Out, View } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * No mistake. What waited in the former view is refused when its turn comes, since it was asked in that view; its client
 * has asked again by then.
 */
class KeepsWhatWaits extends Server {
  protected override adopt(view: View, out: Out): void {
    const waiting = this.isNews(view) ? new Map(this.waiting) : this.waiting
    super.adopt(view, out)
    this.waiting = waiting
  }
}

export default {
  id: 'P21',
  title: 'keeps requests that wait when the view changes',
  origin: 'own',
  breaks: [],
  control: true,
  solution: { viewServer: ViewServer, server: KeepsWhatWaits, client: Client },
  expects: [],
} satisfies Mutant
