import type { Request } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer, type ForwardAck } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * No mistake. What is pending is forgotten when the view changes, so that only the primary of the view in which the request
 * came has anything that an acknowledgement could complete.
 */
class TakesAcksInAnyRole extends Server {
  protected override completes(ack: ForwardAck, request: Request): boolean {
    return (
      ack.viewNumber === request.viewNumber &&
      ack.id.client === request.id.client &&
      ack.id.sequence === request.id.sequence
    )
  }
}

export default {
  id: 'R9',
  title: 'completes the pending request without looking at its own view and role',
  origin: 'catalogue',
  breaks: [],
  control: true,
  solution: { viewServer: ViewServer, server: TakesAcksInAnyRole, client: Client },
  expects: [],
} satisfies Mutant
