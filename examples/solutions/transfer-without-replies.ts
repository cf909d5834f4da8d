/**
 * What is wrong: the state transfer carries the application's state and not the at-most-once data (rule 7, slides
 * 40–41). After a failover the new primary executes again what a client repeats.
 */
import type { Out, PrimaryBackup } from 'splitbrain/primary-backup'
import { Client, Server, ViewServer } from '../../src/reference/hot-standby/index.ts'

class TransfersTheStateOnly extends Server {
  protected override transfer(out: Out): void {
    const { answered } = this
    this.answered = new Map()
    super.transfer(out)
    this.answered = answered
  }
}

export default {
  viewServer: ViewServer,
  server: TransfersTheStateOnly,
  client: Client,
} satisfies PrimaryBackup
