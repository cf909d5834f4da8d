import type { Out, Request } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks rule 2 (slide 21). The first request waits for the backup, its repetition finds the answer in the at-most-once
 * data and does not: when the primary dies then, an acknowledged write is gone.
 */
class AnswersRetries extends Server {
  protected override serve(request: Request, out: Out): void {
    if (this.view.backup !== null && this.pending === null) this.execute(request)
    super.serve(request, out)
  }

  /** The request has been executed, unless there is no backup. */
  protected override complete(request: Request, out: Out): void {
    if (this.isAnswered(request)) this.replyAgain(request, out)
    else super.complete(request, out)
  }
}

export default {
  id: 'P3',
  title: 'executes first, and answers a retry before the backup has the request',
  origin: 'catalogue',
  breaks: ['rule 2'],
  control: false,
  solution: { viewServer: ViewServer, server: AnswersRetries, client: Client },
  expects: ['linearizable'],
} satisfies Mutant
