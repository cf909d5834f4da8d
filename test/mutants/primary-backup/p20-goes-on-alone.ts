import type { Out, Request } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

const forwardsMax = 3

/**
 * Breaks rule 2 (slides 21, 25). Who is in the view the view server says, and not the primary: the backup that does not answer
 * may be about to be promoted.
 */
class GoesOnAlone extends Server {
  protected forwards = 0

  protected override serve(request: Request, out: Out): void {
    if (this.pending === null) this.forwards = 0
    super.serve(request, out)
  }

  protected override forward(out: Out): void {
    const request = this.pending
    if (request === null || this.forwards < forwardsMax) {
      this.forwards += 1
      return super.forward(out)
    }
    this.pending = null
    this.complete(request, out)
    const next = this.nextWaiting()
    if (next !== null) this.onRequest(next, next.id.client, out)
  }
}

export default {
  id: 'P20',
  title: 'executes and replies without the backup when that has not answered three times',
  origin: 'own',
  breaks: ['rule 2'],
  control: false,
  solution: { viewServer: ViewServer, server: GoesOnAlone, client: Client },
  expects: ['linearizable'],
} satisfies Mutant
