import type { Out, Request, Result } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * No mistake here. Where messages are passed by reference the receiver would see the change; the port copies each message when
 * it is sent.
 */
class ChangesWhatItSent extends Server {
  protected override reply(request: Request, result: Result, out: Out): void {
    const reply = { kind: 'Reply', id: { ...request.id }, viewNumber: this.view.number, result }
    out.send(request.id.client, reply)
    reply.id.sequence = 0
    reply.result = null
  }
}

export default {
  id: 'T5',
  title: 'changes a message after it has sent it',
  origin: 'catalogue',
  breaks: [],
  control: true,
  solution: { viewServer: ViewServer, server: ChangesWhatItSent, client: Client },
  expects: [],
} satisfies Mutant
