import type { Request } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks at-most-once (slide 28): one lost reply, and a write is executed twice.
 */
class ExecutesAll extends Server {
  protected override isAnswered(_request: Request): boolean {
    return false
  }
}

export default {
  id: 'A1',
  title: 'executes every request that arrives',
  origin: 'catalogue',
  breaks: ['at most once'],
  control: false,
  solution: { viewServer: ViewServer, server: ExecutesAll, client: Client },
  expects: ['no-duplicate-writes', 'linearizable'],
} satisfies Mutant
