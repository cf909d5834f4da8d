import type { Out } from '../../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer, type Append } from '../../../../src/reference/log-transfer/index.ts'
import type { Mutant } from '../mutant.ts'

/**
 * Breaks rule 5 (slides 12, 36): a backup that replays a request and throws it away is as good as the primary, until it is
 * promoted and has to give its log to the next backup.
 */
class KeepsNoLog extends Server {
  protected override onAppend(append: Append, from: string, out: Out): void {
    super.onAppend(append, from, out)
    const { checkpoint } = this.log
    this.log = { checkpoint: { ...checkpoint, upTo: this.executed }, requests: [] }
  }
}

export default {
  id: 'LT11',
  title: 'the backup does not keep what it replays',
  origin: 'own',
  breaks: ['rule 5'],
  control: false,
  solution: { viewServer: ViewServer, server: KeepsNoLog, client: Client },
  expects: ['linearizable'],
} satisfies Mutant
