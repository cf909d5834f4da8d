import type { Request, Result } from '../../../src/labs/primary-backup/index.ts'
import {
  Client,
  Server,
  ViewServer,
  type Answered,
  type Transfer,
} from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * No mistake here. In many languages the replicas would share one object and hide every difference (slide 44). The port
 * copies each message when it is sent and again when it arrives.
 */
class SharesItsTable extends Server {
  protected override execute(request: Request): Result {
    const result = this.app.execute(request.command)
    const last = this.answered.get(request.id.client)
    if (last === undefined) this.answered.set(request.id.client, { sequence: request.id.sequence, result })
    else Object.assign(last, { sequence: request.id.sequence, result })
    return result
  }

  protected override install(transfer: Transfer): void {
    super.install(transfer)
    // Not a copy: the very table of the message.
    this.answered = transfer.answered as Map<string, Answered>
  }
}

export default {
  id: 'S12',
  title: 'sends and installs its live table, whose entries it changes in place',
  origin: 'catalogue',
  breaks: [],
  control: true,
  solution: { viewServer: ViewServer, server: SharesItsTable, client: Client },
  expects: [],
} satisfies Mutant
