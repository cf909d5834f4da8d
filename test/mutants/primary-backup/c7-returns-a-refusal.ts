import type { Address, ClientOut, ToClient } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * The caller gets null for a call that is executed later, or never (slides 33–34).
 */
class ReturnsRefusals extends Client {
  override receive(message: ToClient, from: Address, out: ClientOut): void {
    if (message.kind !== 'Refusal') return super.receive(message, from, out)
    if (!this.isCurrent(message.id.sequence)) return
    this.command = null
    out.cancelTimer('retry')
    out.finish(null)
  }
}

export default {
  id: 'C7',
  title: 'returns a refusal to its caller as a result',
  origin: 'catalogue',
  breaks: ['at most once'],
  control: false,
  solution: { viewServer: ViewServer, server: Server, client: ReturnsRefusals },
  expects: ['linearizable'],
} satisfies Mutant
