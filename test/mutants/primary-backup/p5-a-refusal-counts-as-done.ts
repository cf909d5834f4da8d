import type { Address, Out } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer, type Forward } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks rules 2 and 3 (slides 21, 30). The deposed primary takes the refusal of its former backup for an
 * acknowledgement, and executes and answers alone.
 */
class AcknowledgesWhatItRefuses extends Server {
  protected override onForward(forward: Forward, from: Address, out: Out): void {
    if (this.acceptsForward(forward)) super.onForward(forward, from, out)
    else this.acknowledgeForward(forward, from, out)
  }
}

export default {
  id: 'P5',
  title: 'a server that refuses a forward acknowledges it all the same',
  origin: 'catalogue',
  breaks: ['rule 2', 'rule 3'],
  control: false,
  solution: { viewServer: ViewServer, server: AcknowledgesWhatItRefuses, client: Client },
  expects: ['linearizable'],
} satisfies Mutant
