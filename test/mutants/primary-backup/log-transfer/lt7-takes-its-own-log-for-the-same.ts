import { Client, Server, ViewServer } from '../../../../src/reference/log-transfer/index.ts'
import type { Checkpoint } from '../../../../src/reference/log-transfer/log.ts'
import type { Mutant } from '../mutant.ts'

/**
 * Breaks rule 5 (slide 36): a backup that was backup before goes on where it was, to save the transfer. But the last
 * requests that it has may never have been acknowledged, and the primary's log has others in their place.
 */
class GoesOnWhereItWas extends Server {
  protected override install(checkpoint: Checkpoint): void {
    if (this.executed <= checkpoint.upTo) super.install(checkpoint)
  }
}

export default {
  id: 'LT7',
  title: 'takes what it has of the log for what the primary has',
  origin: 'own',
  breaks: ['rule 5'],
  control: false,
  solution: { viewServer: ViewServer, server: GoesOnWhereItWas, client: Client },
  expects: ['linearizable', 'no-duplicate-writes', 'progress', 'well-behaved'],
} satisfies Mutant
