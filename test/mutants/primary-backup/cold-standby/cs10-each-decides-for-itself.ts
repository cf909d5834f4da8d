import type { Out, Request } from '../../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../../src/reference/cold-standby/index.ts'
import type { Mutant } from '../mutant.ts'

/**
 * Breaks what the primary owes its log (slides 9, 44): the log has the command as it came. What the input does not
 * determine, the backup decides anew when it executes the log, long after the client was told something else.
 */
class SavesItUndecided extends Server {
  protected override serve(request: Request, out: Out): void {
    this.pending = request
    if (this.view.backup === null) this.complete(out)
    else this.save(out)
  }
}

export default {
  id: 'CS10',
  title: 'saves commands whose outcome is not decided',
  origin: 'own',
  service: 'non-deterministic',
  breaks: ['decided once'],
  control: false,
  solution: { viewServer: ViewServer, server: SavesItUndecided, client: Client },
  expects: ['linearizable', 'no-duplicate-writes'],
} satisfies Mutant
