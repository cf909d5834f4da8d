import type { View } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks rules 3 and 4 (slides 31–34). A server without a backup in view 1 acts alone again in the midst of view 2, when the
 * answer to an old ping arrives.
 */
class GoesBack extends Server {
  protected override isNews(view: View): boolean {
    return view.number !== this.view.number
  }
}

export default {
  id: 'R4',
  title: 'adopts an older view from a message that comes late',
  origin: 'catalogue',
  breaks: ['rule 3', 'rule 4'],
  control: false,
  solution: { viewServer: ViewServer, server: GoesBack, client: Client },
  expects: ['linearizable', 'progress'],
} satisfies Mutant
