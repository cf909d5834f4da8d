/**
 * What is wrong: the first acknowledgement is enough (slides 6–8). A server that missed the write does not have what the
 * client was told is done.
 */
import type { Address, Out, StateMachineReplication } from 'splitbrain/state-machine-replication'
import { Client, Server, type Executed } from '../../src/reference/state-machine-replication/index.ts'

class Hasty extends Server {
  protected override onExecuted(executed: Executed, from: Address, out: Out): void {
    if (this.pending?.number === executed.number) this.pending.missing.clear()
    super.onExecuted(executed, from, out)
  }
}

export default { server: Hasty, client: Client } satisfies StateMachineReplication
