import { Client, Server, ViewServer } from '../../../../src/reference/log-transfer/index.ts'
import type { Mutant } from '../mutant.ts'

/**
 * No mistake here, only costly: the log is the whole state, and every new backup replays all of it.
 */
class NeverTruncates extends Server {
  protected override truncate(): void {}
}

export default {
  id: 'LT10',
  title: 'never truncates the log',
  origin: 'own',
  breaks: [],
  control: true,
  solution: { viewServer: ViewServer, server: NeverTruncates, client: Client },
  expects: [],
} satisfies Mutant
