import { Client, Server, ViewServer } from '../../../../src/reference/log-transfer/index.ts'
import type { Mutant } from '../mutant.ts'

/**
 * Breaks rule 7 (slides 40–41): what is replayed leaves answers behind, and what is truncated does not, unless they are
 * in the checkpoint.
 */
class ForgetsAnswers extends Server {
  protected override truncate(): void {
    super.truncate()
    const { checkpoint, requests } = this.log
    this.log = { checkpoint: { ...checkpoint, answered: new Map() }, requests }
  }
}

export default {
  id: 'LT5',
  title: 'a checkpoint has the state, and not the answers',
  origin: 'own',
  breaks: ['rule 7'],
  control: false,
  solution: { viewServer: ViewServer, server: ForgetsAnswers, client: Client },
  expects: ['no-duplicate-writes', 'linearizable'],
} satisfies Mutant
