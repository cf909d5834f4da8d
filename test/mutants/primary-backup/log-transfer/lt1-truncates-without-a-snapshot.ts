import { Client, Server, ViewServer } from '../../../../src/reference/log-transfer/index.ts'
import { truncated } from '../../../../src/reference/log-transfer/log.ts'
import type { Mutant } from '../mutant.ts'

/**
 * Breaks rule 5 (slide 36): the log is cut because it is long and everybody has it, but the next backup does not. What
 * is cut off must be in a snapshot first.
 */
class KeepsTheOldSnapshot extends Server {
  protected override truncate(): void {
    const { checkpoint, requests } = this.log
    if (requests.length >= 4) this.log = truncated(this.log, { ...checkpoint, upTo: this.executed })
  }
}

export default {
  id: 'LT1',
  title: 'truncates the log without a snapshot of what it cuts off',
  origin: 'own',
  breaks: ['rule 5'],
  control: false,
  solution: { viewServer: ViewServer, server: KeepsTheOldSnapshot, client: Client },
  expects: ['linearizable'],
} satisfies Mutant
