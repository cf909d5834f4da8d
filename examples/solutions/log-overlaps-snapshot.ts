/**
 * What is wrong, off by one: a checkpoint is labelled one request too low, so that the last request is in its snapshot and
 * in the log behind it (rule 5, slide 36). Whoever replays the log executes it twice.
 */
import type { PrimaryBackup } from 'splitbrain/primary-backup'
import { Client, Server, ViewServer } from '../../src/reference/log-transfer/index.ts'

class OffByOne extends Server {
  protected override truncate(): void {
    const before = this.log
    super.truncate()
    const { checkpoint, requests } = this.log
    if (checkpoint === before.checkpoint) return
    const last = before.requests[checkpoint.upTo - before.checkpoint.upTo - 1]
    if (last === undefined) return
    this.log = {
      checkpoint: { ...checkpoint, upTo: checkpoint.upTo - 1 },
      requests: [last, ...requests],
    }
  }
}

export default { viewServer: ViewServer, server: OffByOne, client: Client } satisfies PrimaryBackup
