import type { Out } from '../../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer, type Append } from '../../../../src/reference/log-transfer/index.ts'
import type { Mutant } from '../mutant.ts'

/**
 * Breaks the order that the primary decided on (slides 6–8): of several requests the last is replayed first.
 */
class LastFirst extends Server {
  protected override onAppend(append: Append, from: string, out: Out): void {
    super.onAppend({ ...append, requests: append.requests.toReversed() }, from, out)
  }
}

export default {
  id: 'LT4',
  title: 'replays what comes in one message backwards',
  origin: 'own',
  breaks: ['same order'],
  control: false,
  solution: { viewServer: ViewServer, server: LastFirst, client: Client },
  expects: ['linearizable', 'no-duplicate-writes'],
} satisfies Mutant
