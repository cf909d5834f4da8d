import type { Out } from '../../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer, type Appended } from '../../../../src/reference/log-transfer/index.ts'
import type { Mutant } from '../mutant.ts'

/**
 * Breaks rule 6 (slides 17, 36): the transfer has begun and is not over. Should the primary crash now, a backup with the
 * first half of the log is promoted.
 */
class EntersAtTheBeginning extends Server {
  protected override onAppended(appended: Appended, out: Out): void {
    if (this.view.primary === this.self && appended.viewNumber === this.view.number) this.enter(out)
    super.onAppended(appended, out)
  }
}

export default {
  id: 'LT9',
  title: 'acknowledges a view before its backup has the whole log',
  origin: 'own',
  breaks: ['rule 6'],
  control: false,
  solution: { viewServer: ViewServer, server: EntersAtTheBeginning, client: Client },
  expects: ['linearizable'],
} satisfies Mutant
