import type { Out } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * The backup may have executed the request and only its acknowledgement be lost. Then the two execute it and the next one in
 * different orders (slides 7–8). With one client at a time, as in much course code, this is harmless: the client's retry
 * forwards the same request again.
 */
class GivesUp extends Server {
  override timer(name: string, out: Out): void {
    if (name !== 'forward') return super.timer(name, out)
    this.pending = null
    const next = this.nextWaiting()
    if (next !== null) this.onRequest(next, next.id.client, out)
  }
}

export default {
  id: 'P15b',
  title: 'gives up a request that is not acknowledged in time, and takes the next',
  origin: 'own',
  breaks: ['rule 2'],
  control: false,
  solution: { viewServer: ViewServer, server: GivesUp, client: Client },
  expects: ['linearizable'],
} satisfies Mutant
