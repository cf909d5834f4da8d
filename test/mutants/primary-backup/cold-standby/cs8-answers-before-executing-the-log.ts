import type { Out, Request } from '../../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../../src/reference/cold-standby/index.ts'
import type { Mutant } from '../mutant.ts'

/**
 * Breaks rule 2 (slides 8, 21): a log may be long, so it is executed a little later. What is answered or given to a new
 * backup until then does not have it.
 */
class ExecutesLater extends Server {
  protected postponed: Request[] = []

  protected override replay(): void {
    this.postponed = this.log
  }

  override timer(name: string, out: Out): void {
    for (const request of this.postponed) this.execute(request)
    this.postponed = []
    super.timer(name, out)
  }
}

export default {
  id: 'CS8',
  title: 'answers as the new primary before it has executed the log',
  origin: 'own',
  breaks: ['rule 2'],
  control: false,
  solution: { viewServer: ViewServer, server: ExecutesLater, client: Client },
  expects: ['linearizable', 'no-duplicate-writes'],
} satisfies Mutant
