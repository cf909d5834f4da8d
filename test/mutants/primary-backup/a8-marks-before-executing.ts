import type { Out, Request } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks at-most-once (slide 28). A repetition that arrives while the request waits for the backup is answered `ok`, though
 * nothing was executed; after a change of view nothing ever will be.
 */
class MarksOnArrival extends Server {
  protected override serve(request: Request, out: Out): void {
    if (this.view.backup !== null && this.pending === null) {
      this.answered.set(request.id.client, { sequence: request.id.sequence, result: 'ok' })
    }
    super.serve(request, out)
  }
}

export default {
  id: 'A8',
  title: 'marks a request as answered when it arrives, before it is executed',
  origin: 'catalogue',
  breaks: ['at most once', 'rule 2'],
  control: false,
  solution: { viewServer: ViewServer, server: MarksOnArrival, client: Client },
  expects: ['linearizable'],
} satisfies Mutant
