import type { Out } from '../../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer, type Save } from '../../../../src/reference/cold-standby/index.ts'
import type { Mutant } from '../mutant.ts'

/**
 * Breaks at-most-once: half a hot standby, half a cold one. What the backup has executed is still in its log when it is
 * promoted (slide 8).
 */
class ExecutesTwice extends Server {
  protected override onSave(save: Save, from: string, out: Out): void {
    const { length } = this.log
    super.onSave(save, from, out)
    if (this.log.length > length) this.execute(save.request)
  }
}

export default {
  id: 'CS2',
  title: 'executes an entry when it is saved, and again on promotion',
  origin: 'own',
  breaks: ['at most once'],
  control: false,
  solution: { viewServer: ViewServer, server: ExecutesTwice, client: Client },
  expects: ['no-duplicate-writes', 'linearizable'],
} satisfies Mutant
