import type { Request } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer, type ForwardAck } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks rule 2 (slide 21). A second acknowledgement of one request completes the next one, which the backup may never
 * get to see.
 */
class CompletesOnAnyAck extends Server {
  protected override completes(ack: ForwardAck, _request: Request): boolean {
    return ack.viewNumber === this.view.number
  }
}

export default {
  id: 'P10',
  title: 'takes any acknowledgement of the view for that of the pending request',
  origin: 'catalogue',
  breaks: ['rule 2'],
  control: false,
  solution: { viewServer: ViewServer, server: CompletesOnAnyAck, client: Client },
  expects: ['linearizable'],
} satisfies Mutant
