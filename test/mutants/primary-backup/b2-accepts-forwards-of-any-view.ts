import { Client, Server, ViewServer, type Forward } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks rule 3 (slide 31). A forward of view 1 that arrives when the roles are the same again is executed between others;
 * the primary executes it in another place, or never.
 */
class IgnoresTheView extends Server {
  protected override acceptsForward(_forward: Forward): boolean {
    return this.isBackup()
  }
}

export default {
  id: 'B2',
  title: 'checks that it is the backup, and not the view of a forward',
  origin: 'catalogue',
  breaks: ['rule 3'],
  control: false,
  solution: { viewServer: ViewServer, server: IgnoresTheView, client: Client },
  expects: ['linearizable'],
  rare: { firstFoundAt: [null, null, null], shownBy: 'old-messages' },
} satisfies Mutant
