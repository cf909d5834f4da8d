import type { Out, Request } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks rule 2 (slides 26–28). A primary that has been replaced and does not know it answers a read with what was true
 * before its successor executed newer writes.
 */
class ReadsAlone extends Server {
  protected override serve(request: Request, out: Out): void {
    if (request.command.op === 'get') this.complete(request, out)
    else super.serve(request, out)
  }
}

export default {
  id: 'P2',
  title: 'serves reads without the backup',
  origin: 'catalogue',
  breaks: ['rule 2'],
  control: false,
  solution: { viewServer: ViewServer, server: ReadsAlone, client: Client },
  expects: ['linearizable'],
  rare: { firstFoundAt: [2_294, null, 827], shownBy: 'stale-read' },
} satisfies Mutant
