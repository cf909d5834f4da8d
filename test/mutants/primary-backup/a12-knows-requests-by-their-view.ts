import type { Address, Request, Result } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks at-most-once (slides 28, 34). A call keeps its number when it is sent again in the next view, and is another
 * request to this server all the same: what the old primary executed, the new one executes again.
 */
class KnowsByView extends Server {
  /** The view of the last request of each client, as far as it is known. */
  protected askedIn = new Map<Address, number>()

  protected override isAnswered(request: Request): boolean {
    return super.isAnswered(request) && this.askedIn.get(request.id.client) === request.viewNumber
  }

  protected override execute(request: Request): Result {
    this.askedIn.set(request.id.client, request.viewNumber)
    return super.execute(request)
  }
}

export default {
  id: 'A12',
  title: 'takes a request that is sent again in another view for another request',
  origin: 'own',
  breaks: ['at most once'],
  control: false,
  solution: { viewServer: ViewServer, server: KnowsByView, client: Client },
  expects: ['no-duplicate-writes', 'linearizable'],
} satisfies Mutant
