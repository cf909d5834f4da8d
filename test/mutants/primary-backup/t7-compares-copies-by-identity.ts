import type { Request } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer, type ForwardAck } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * What arrives is a copy, so that they are never the same object: with a backup nothing is ever answered.
 */
class ComparesObjects extends Server {
  protected override completes(ack: ForwardAck, request: Request): boolean {
    return ack.viewNumber === this.view.number && ack.id === request.id
  }
}

export default {
  id: 'T7',
  title: 'compares the request of an acknowledgement with the pending one by identity',
  origin: 'catalogue',
  breaks: ['progress', 'engineering'],
  control: false,
  solution: { viewServer: ViewServer, server: ComparesObjects, client: Client },
  expects: ['progress'],
} satisfies Mutant
