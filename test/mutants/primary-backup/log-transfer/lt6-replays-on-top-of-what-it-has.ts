import { Client, Server, ViewServer } from '../../../../src/reference/log-transfer/index.ts'
import type { Checkpoint } from '../../../../src/reference/log-transfer/log.ts'
import type { Mutant } from '../mutant.ts'

/**
 * Breaks rule 5 (slide 36): a log that begins at the beginning needs no snapshot, but a blank server. One that was backup
 * or primary before is none.
 */
class IsNeverBlank extends Server {
  protected override install(checkpoint: Checkpoint): void {
    if (checkpoint.upTo > 0) return super.install(checkpoint)
    this.answered = new Map()
    this.executed = 0
    this.log = { checkpoint, requests: [] }
  }
}

export default {
  id: 'LT6',
  title: 'replays the log on top of the state that it had',
  origin: 'own',
  breaks: ['rule 5'],
  control: false,
  solution: { viewServer: ViewServer, server: IsNeverBlank, client: Client },
  expects: ['no-duplicate-writes', 'linearizable'],
} satisfies Mutant
