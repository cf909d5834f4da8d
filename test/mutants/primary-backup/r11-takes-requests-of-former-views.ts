import type { Address, Out, Request } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * No mistake. A request of a former view that arrives at the primary of this one is a repetition or is still wanted; at-most-once
 * data tells which, and the backup of this view is asked (slides 28, 34).
 */
class TakesOldRequests extends Server {
  protected override onRequest(request: Request, from: Address, out: Out): void {
    const isOld = request.viewNumber < this.view.number
    const { number: viewNumber } = this.view
    super.onRequest(isOld && this.isPrimary() ? { ...request, viewNumber } : request, from, out)
  }
}

export default {
  id: 'R11',
  title: 'takes requests of former views as the primary',
  origin: 'own',
  breaks: [],
  control: true,
  solution: { viewServer: ViewServer, server: TakesOldRequests, client: Client },
  expects: [],
} satisfies Mutant
