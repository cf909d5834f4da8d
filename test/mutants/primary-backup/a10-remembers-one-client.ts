import type { Request, Result } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks at-most-once (slide 28). A table that must not grow: it has room for one client, and the retry of another is
 * executed again.
 */
class RemembersOneClient extends Server {
  protected override execute(request: Request): Result {
    this.answered.clear()
    return super.execute(request)
  }
}

export default {
  id: 'A10',
  title: 'remembers only the client that it executed a request of last',
  origin: 'own',
  breaks: ['at most once'],
  control: false,
  solution: { viewServer: ViewServer, server: RemembersOneClient, client: Client },
  expects: ['no-duplicate-writes', 'linearizable'],
} satisfies Mutant
