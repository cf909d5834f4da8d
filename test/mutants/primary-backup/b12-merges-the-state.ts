import { Client, Server, ViewServer, type Transfer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks rule 5 (slide 36). What this server executed and nobody acknowledged survives where the primary has no such key. To
 * get there it puts a snapshot together, of which nobody knows what was executed on the way to it: `restore` refuses it.
 */
class Merges extends Server {
  protected override install(transfer: Transfer): void {
    const own = this.app.snapshot()['state']
    const transferred = transfer.snapshot['state']
    super.install({
      ...transfer,
      snapshot: { ...transfer.snapshot, state: Object.assign({}, own, transferred) },
    })
  }
}

export default {
  id: 'B12',
  title: 'adds the transferred keys to its own instead of replacing them',
  origin: 'catalogue',
  breaks: ['rule 5'],
  control: false,
  solution: { viewServer: ViewServer, server: Merges, client: Client },
  expects: ['well-behaved'],
} satisfies Mutant
