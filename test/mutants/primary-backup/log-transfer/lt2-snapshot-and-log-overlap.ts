import { Client, Server, ViewServer } from '../../../../src/reference/log-transfer/index.ts'
import { truncated } from '../../../../src/reference/log-transfer/log.ts'
import type { Mutant } from '../mutant.ts'

/**
 * Breaks rule 5 (slide 36), off by one: the last request before the snapshot is in the snapshot and in the log.
 */
class Overlaps extends Server {
  protected override truncate(): void {
    const { checkpoint, requests } = this.log
    if (requests.length < 4 || this.executed <= checkpoint.upTo) return
    this.log = truncated(this.log, {
      upTo: this.executed - 1,
      snapshot: this.app.snapshot(),
      answered: new Map(this.answered),
    })
  }
}

export default {
  id: 'LT2',
  title: 'the snapshot and the log overlap by one request',
  origin: 'own',
  breaks: ['rule 5'],
  control: false,
  solution: { viewServer: ViewServer, server: Overlaps, client: Client },
  expects: ['no-duplicate-writes', 'linearizable'],
} satisfies Mutant
