import type { Out, Request } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * No mistake: the backup refuses (rule 4), and repetitions are recognised.
 */
class CallsBoth extends Client {
  protected override request(out: Out): void {
    super.request(out)
    if (this.command === null || this.view.backup === null) return
    out.send<Request>(this.view.backup, {
      kind: 'Request',
      id: { client: this.self, sequence: this.sequence },
      viewNumber: this.view.number,
      command: this.command,
    })
  }
}

export default {
  id: 'C6',
  title: 'sends its request to the backup as well',
  origin: 'catalogue',
  breaks: [],
  control: true,
  solution: { viewServer: ViewServer, server: Server, client: CallsBoth },
  expects: [],
} satisfies Mutant
