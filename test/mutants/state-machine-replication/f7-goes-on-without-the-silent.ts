import type { Out } from '../../../src/labs/state-machine-replication/index.ts'
import { Client, Server } from '../../../src/reference/state-machine-replication/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks "all before the reply" (slides 6–10). Who has been silent for a while is taken for dead, though it may be slow;
 * and nobody tells it that it is out.
 */
class LosesPatience extends Server {
  protected rounds = 0

  override timer(name: string, out: Out): void {
    this.rounds += 1
    if (this.rounds % 3 === 0) this.pending?.missing.clear()
    super.timer(name, out)
    this.complete(out)
  }
}

export default {
  id: 'F7',
  title: 'goes on without a server that is silent',
  origin: 'own',
  breaks: ['all before the reply'],
  control: false,
  solution: { server: LosesPatience, client: Client },
  expects: ['all-before-reply', 'replicas-agree'],
} satisfies Mutant
