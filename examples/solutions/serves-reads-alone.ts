/**
 * What is wrong: the primary answers reads without its backup (rule 2, slides 26–28). One that has been replaced, and
 * does not know it, answers with what was true before.
 */
import type { Out, PrimaryBackup, Request } from 'splitbrain/primary-backup'
import { Client, Server, ViewServer } from '../../src/reference/hot-standby/index.ts'

class FastReads extends Server {
  protected override serve(request: Request, out: Out): void {
    if (request.command.op === 'get') this.complete(request, out)
    else super.serve(request, out)
  }
}

export default { viewServer: ViewServer, server: FastReads, client: Client } satisfies PrimaryBackup
