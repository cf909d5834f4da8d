import type { Out, Ping } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks rule 6 (slides 16–17). The view server may then promote a backup that has nothing.
 */
class AcknowledgesEarly extends Server {
  protected override ping(out: Out): void {
    out.send<Ping>(this.viewServer, { kind: 'Ping', viewNumber: this.view.number })
  }
}

export default {
  id: 'S5',
  title: 'acknowledges a view before its backup has the state',
  origin: 'catalogue',
  breaks: ['rule 6', 'rule 5'],
  control: false,
  solution: { viewServer: ViewServer, server: AcknowledgesEarly, client: Client },
  expects: ['linearizable'],
} satisfies Mutant
