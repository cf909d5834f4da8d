import type { Out } from '../../../src/labs/state-machine-replication/index.ts'
import { Client, Server } from '../../../src/reference/state-machine-replication/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks "all before the reply" (slides 6–8). The client is answered at once, the others are told meanwhile: should the
 * first server die now, what it acknowledged is gone.
 */
class AnswersFirst extends Server {
  protected override forward(out: Out): void {
    super.forward(out)
    if (this.pending !== null) this.reply(this.pending.request, this.pending.result, out)
  }
}

export default {
  id: 'F1',
  title: 'answers before the others have the write',
  origin: 'own',
  breaks: ['all before the reply'],
  control: false,
  solution: { server: AnswersFirst, client: Client },
  expects: ['all-before-reply'],
} satisfies Mutant
