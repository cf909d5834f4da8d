import type { Out, Request } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer, type ForwardAck } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks rule 2 (slides 21, 25). The backup hears of a request after the client has its answer: when the primary dies in
 * between, an acknowledged write is gone.
 */
class AnswersFirst extends Server {
  /** Requests that were answered and that the backup has not executed. */
  protected behind: Request[] = []

  protected override serve(request: Request, out: Out): void {
    this.complete(request, out)
    if (this.view.backup === null) return
    this.behind.push(request)
    if (this.pending === null) this.forwardNext(out)
  }

  protected override takeRole(out: Out): void {
    this.behind = []
    super.takeRole(out)
  }

  protected override onForwardAck(ack: ForwardAck, out: Out): void {
    if (this.pending !== null && this.completes(ack, this.pending)) this.forwardNext(out)
  }

  private forwardNext(out: Out): void {
    this.pending = this.behind.shift() ?? null
    if (this.pending === null) out.cancelTimer('forward')
    else this.forward(out)
  }
}

export default {
  id: 'P1',
  title: 'executes and replies without waiting for the backup',
  origin: 'catalogue',
  breaks: ['rule 2'],
  control: false,
  solution: { viewServer: ViewServer, server: AnswersFirst, client: Client },
  expects: ['linearizable'],
} satisfies Mutant
