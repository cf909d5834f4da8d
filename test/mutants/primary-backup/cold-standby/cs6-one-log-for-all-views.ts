import type { Out, Request } from '../../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer, type Save } from '../../../../src/reference/cold-standby/index.ts'
import type { Mutant } from '../mutant.ts'

/**
 * Breaks rule 5 (slide 36): the state that a backup is given has what was in its log of an earlier view, or never will.
 * A log belongs to the state at which it begins.
 */
class NeverEmptiesTheLog extends Server {
  protected everything: Request[] = []

  protected override onSave(save: Save, from: string, out: Out): void {
    const { length } = this.log
    super.onSave(save, from, out)
    if (this.log.length > length) this.everything.push(save.request)
  }

  protected override replay(): void {
    for (const request of this.everything) this.execute(request)
    this.everything = []
  }
}

export default {
  id: 'CS6',
  title: 'keeps its log when it is given a new state',
  origin: 'own',
  breaks: ['rule 5'],
  control: false,
  solution: { viewServer: ViewServer, server: NeverEmptiesTheLog, client: Client },
  expects: ['no-duplicate-writes', 'linearizable'],
} satisfies Mutant
