import type { Request } from '../../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../../src/reference/log-transfer/index.ts'
import { truncated, type Checkpoint } from '../../../../src/reference/log-transfer/log.ts'
import type { Mutant } from '../mutant.ts'

/**
 * Breaks rule 5 (slide 36), off by one: the snapshot is taken before the request is executed, and the log begins after it.
 */
class LeavesAGap extends Server {
  protected latest: Checkpoint | null = null

  protected override execute(request: Request): void {
    const { executed, answered } = this
    this.latest = { upTo: executed + 1, snapshot: this.app.snapshot(), answered: new Map(answered) }
    super.execute(request)
  }

  protected override truncate(): void {
    if (this.executed - this.log.checkpoint.upTo < 4 || this.latest === null) return
    this.log = truncated(this.log, this.latest)
  }
}

export default {
  id: 'LT3',
  title: 'one request is neither in the snapshot nor in the log',
  origin: 'own',
  breaks: ['rule 5'],
  control: false,
  solution: { viewServer: ViewServer, server: LeavesAGap, client: Client },
  expects: ['linearizable'],
} satisfies Mutant
