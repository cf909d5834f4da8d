import type { Address } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks rule 1 (slide 21). The service comes back empty, where it should stand still: everything written is lost.
 */
class PromotesAnyone extends ViewServer {
  protected override nextPrimary(): Address | null {
    return super.nextPrimary() ?? this.idleServer(null)
  }
}

export default {
  id: 'VS7',
  title: 'makes an idle server primary when primary and backup are both dead',
  origin: 'catalogue',
  breaks: ['rule 1'],
  control: false,
  solution: { viewServer: PromotesAnyone, server: Server, client: Client },
  expects: ['single-primary', 'linearizable'],
} satisfies Mutant
