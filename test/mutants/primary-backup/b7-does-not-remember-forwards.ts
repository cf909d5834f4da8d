import type { Address, Out } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer, type Forward } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks rule 7 (slides 28, 40). After a failover the new primary does not know the request that a client repeats, and
 * executes it again. A forward that is repeated at once is still recognised.
 */
class RemembersNothing extends Server {
  protected lastForwarded = ''

  protected override onForward(forward: Forward, from: Address, out: Out): void {
    if (!this.acceptsForward(forward)) return
    const { client, sequence } = forward.request.id
    const id = `${client} ${sequence}`
    if (id !== this.lastForwarded && !this.isAnswered(forward.request)) {
      this.app.execute(forward.request.command)
    }
    this.lastForwarded = id
    this.acknowledgeForward(forward, from, out)
  }
}

export default {
  id: 'B7',
  title: 'executes forwards without remembering whose they were',
  origin: 'catalogue',
  breaks: ['rule 7', 'at most once'],
  control: false,
  solution: { viewServer: ViewServer, server: RemembersNothing, client: Client },
  expects: ['no-duplicate-writes', 'linearizable'],
} satisfies Mutant
