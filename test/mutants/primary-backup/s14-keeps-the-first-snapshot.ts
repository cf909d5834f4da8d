import { timing, type Out, type Snapshot } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer, type Transfer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks rule 5 (slide 36). A snapshot is dear, so that it is taken once and kept: the second backup is given the state that
 * the first was given.
 */
class KeepsTheSnapshot extends Server {
  protected kept: Snapshot | null = null

  protected override transfer(out: Out): void {
    if (this.view.backup === null) return
    this.kept ??= this.app.snapshot()
    out.send<Transfer>(this.view.backup, {
      kind: 'Transfer',
      view: this.view,
      snapshot: this.kept,
      answered: this.answered,
    })
    out.setTimer('transfer', timing.retryAfterMs)
  }
}

export default {
  id: 'S14',
  title: 'gives each backup the snapshot that it took for the first',
  origin: 'own',
  breaks: ['rule 5'],
  control: false,
  solution: { viewServer: ViewServer, server: KeepsTheSnapshot, client: Client },
  expects: ['linearizable'],
} satisfies Mutant
