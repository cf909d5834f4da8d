import type { Request } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks at-most-once (slide 28): `<` where `<=` is right. The one that clients do repeat is executed again.
 */
class ExecutesTheLatestAgain extends Server {
  protected override isAnswered(request: Request): boolean {
    const last = this.answered.get(request.id.client)
    return last !== undefined && request.id.sequence < last.sequence
  }
}

export default {
  id: 'A2',
  title: 'takes only requests before the last answered one for repetitions',
  origin: 'catalogue',
  breaks: ['at most once'],
  control: false,
  solution: { viewServer: ViewServer, server: ExecutesTheLatestAgain, client: Client },
  expects: ['no-duplicate-writes', 'linearizable'],
} satisfies Mutant
