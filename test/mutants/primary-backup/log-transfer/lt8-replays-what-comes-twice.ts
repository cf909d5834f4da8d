import type { Out } from '../../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer, type Append } from '../../../../src/reference/log-transfer/index.ts'
import type { Mutant } from '../mutant.ts'

/**
 * Breaks at-most-once (slides 28, 40): requests that are sent again, since their acknowledgement was late or lost, are
 * replayed again.
 */
class LooksAtNoNumber extends Server {
  protected override onAppend(append: Append, from: string, out: Out): void {
    const { executed } = this
    super.onAppend({ ...append, first: executed + 1 }, from, out)
    // It goes on counting as the primary does.
    this.executed = Math.max(executed, append.first + append.requests.length - 1)
  }
}

export default {
  id: 'LT8',
  title: 'replays requests again when they come twice',
  origin: 'own',
  breaks: ['at most once'],
  control: false,
  solution: { viewServer: ViewServer, server: LooksAtNoNumber, client: Client },
  expects: ['no-duplicate-writes', 'linearizable', 'progress', 'view-service', 'well-behaved'],
} satisfies Mutant
