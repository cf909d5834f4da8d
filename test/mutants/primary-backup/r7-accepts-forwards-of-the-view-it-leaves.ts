import type { Out, View } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer, type Forward } from '../../../src/reference/hot-standby/index.ts'
import { r7 } from './directed.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks rules 3 and 5 (slides 30, 36). The backup has heard that it is now primary and is sending its state to a new backup;
 * meanwhile it still executes what the old primary forwards, which the new backup then lacks.
 */
class LivesInTwoViews extends Server {
  /** The view that this server has entered. */
  protected current: View = { number: 0, primary: null, backup: null }

  protected override enter(out: Out): void {
    this.current = this.view
    super.enter(out)
  }

  protected override acceptsForward(forward: Forward): boolean {
    return this.current.backup === this.self && forward.viewNumber === this.current.number
  }
}

export default {
  id: 'R7',
  title: 'keeps the view it is in beside the one it has heard of, and checks forwards against the former',
  origin: 'catalogue',
  breaks: ['rule 3', 'rule 5'],
  control: false,
  solution: { viewServer: ViewServer, server: LivesInTwoViews, client: Client },
  expects: ['linearizable'],
  rare: { firstFoundAt: [null, null, null], shownBy: r7 },
} satisfies Mutant
