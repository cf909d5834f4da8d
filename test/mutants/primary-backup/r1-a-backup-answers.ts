import type { Address, Out, Request } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks rule 4 (slide 33). A client that still takes this server for the primary gets an answer that the primary knows
 * nothing of.
 */
class AnswersAsBackup extends Server {
  protected override onRequest(request: Request, from: Address, out: Out): void {
    if (!this.isBackup()) super.onRequest(request, from, out)
    else if (this.isAnswered(request)) this.replyAgain(request, out)
    else this.complete(request, out)
  }
}

export default {
  id: 'R1',
  title: 'answers requests as the backup',
  origin: 'catalogue',
  breaks: ['rule 4'],
  control: false,
  solution: { viewServer: ViewServer, server: AnswersAsBackup, client: Client },
  expects: ['single-primary', 'linearizable'],
} satisfies Mutant
