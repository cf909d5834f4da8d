import type { Out, Request } from '../../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../../src/reference/log-transfer/index.ts'
import { appended, lengthOf } from '../../../../src/reference/log-transfer/log.ts'
import type { Mutant } from '../mutant.ts'

/**
 * Breaks what the primary owes its log (slides 9, 44): the log has the command as it came, and whoever replays it decides
 * anew what the input does not determine.
 */
class LogsItUndecided extends Server {
  protected override append(request: Request, out: Out): void {
    this.log = appended(this.log, request)
    if (this.view.backup === null) this.executeUpTo(lengthOf(this.log), out)
    else this.ship(out)
  }
}

export default {
  id: 'LT12',
  title: 'logs commands whose outcome is not decided',
  origin: 'own',
  service: 'non-deterministic',
  breaks: ['decided once'],
  control: false,
  solution: { viewServer: ViewServer, server: LogsItUndecided, client: Client },
  expects: ['linearizable', 'no-duplicate-writes'],
} satisfies Mutant
