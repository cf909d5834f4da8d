import type { Request } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer, type ForwardAck } from '../../../src/reference/hot-standby/index.ts'
import { p10b } from './directed.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks rule 2 (slide 21). The request was dropped when the view changed and has come again; the former backup, which had
 * executed it, acknowledges late, and the request is answered though the backup of today does not have it.
 */
class CompletesOnAnOldAck extends Server {
  protected override completes(ack: ForwardAck, request: Request): boolean {
    return ack.id.client === request.id.client && ack.id.sequence === request.id.sequence
  }
}

export default {
  id: 'P10b',
  title: 'takes an acknowledgement of a former view for one of the current view',
  origin: 'own',
  breaks: ['rule 2'],
  control: false,
  solution: { viewServer: ViewServer, server: CompletesOnAnOldAck, client: Client },
  expects: ['linearizable'],
  rare: { firstFoundAt: [null, null, null], shownBy: p10b },
} satisfies Mutant
