import { Client, Server, ViewServer } from '../../../../src/reference/cold-standby/index.ts'
import type { Mutant } from '../mutant.ts'

/**
 * Breaks the order that the primary decided on (slides 6–8): the log is emptied like a stack.
 */
class LastFirst extends Server {
  protected override replay(): void {
    for (const request of this.log.toReversed()) this.execute(request)
  }
}

export default {
  id: 'CS4',
  title: 'executes the last entry of the log first',
  origin: 'own',
  breaks: ['same order'],
  control: false,
  solution: { viewServer: ViewServer, server: LastFirst, client: Client },
  expects: ['linearizable', 'no-duplicate-writes'],
} satisfies Mutant
