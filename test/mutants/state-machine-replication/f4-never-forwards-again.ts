import { Client, Server } from '../../../src/reference/state-machine-replication/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * One message between servers is lost, and nobody is answered any more.
 */
class ForwardsOnce extends Server {
  override timer(): void {}
}

export default {
  id: 'F4',
  title: 'tells the others once',
  origin: 'own',
  breaks: ['progress'],
  control: false,
  solution: { server: ForwardsOnce, client: Client },
  expects: ['progress'],
} satisfies Mutant
