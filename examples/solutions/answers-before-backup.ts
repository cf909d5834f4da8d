/**
 * What is wrong: the primary executes and replies at once, and only then tells its backup, in order and until it is
 * acknowledged (rule 2, slides 21, 25). When it dies in between, an acknowledged write is gone.
 */
import type { Out, PrimaryBackup, Request } from 'splitbrain/primary-backup'
import { Client, Server, ViewServer, type ForwardAck } from '../../src/reference/hot-standby/index.ts'

class AnswersFirst extends Server {
  protected toForward: Request[] = []

  protected override serve(request: Request, out: Out): void {
    this.complete(request, out)
    if (this.view.backup === null) return
    this.toForward.push(request)
    if (this.pending === null) this.forwardNext(out)
  }

  protected override takeRole(out: Out): void {
    this.toForward = []
    super.takeRole(out)
  }

  protected override onForwardAck(ack: ForwardAck, out: Out): void {
    if (this.pending !== null && this.completes(ack, this.pending)) this.forwardNext(out)
  }

  private forwardNext(out: Out): void {
    out.cancelTimer('forward')
    this.pending = this.toForward.shift() ?? null
    this.forward(out)
  }
}

export default { viewServer: ViewServer, server: AnswersFirst, client: Client } satisfies PrimaryBackup
