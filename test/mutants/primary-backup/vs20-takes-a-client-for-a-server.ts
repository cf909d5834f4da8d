import type { Address, Out, ToViewServer } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * GetView counts as a ping: a client becomes backup, or primary, and the state goes nowhere (slides 10–11).
 */
class HearsEveryone extends ViewServer {
  override receive(message: ToViewServer, from: Address, out: Out): void {
    this.silentChecks.set(from, 0)
    super.receive(message, from, out)
  }
}

export default {
  id: 'VS20',
  title: 'takes a client that asks for the view for a server that is alive',
  origin: 'catalogue',
  breaks: ['view service', 'progress'],
  control: false,
  solution: { viewServer: HearsEveryone, server: Server, client: Client },
  expects: ['view-service', 'progress'],
} satisfies Mutant
