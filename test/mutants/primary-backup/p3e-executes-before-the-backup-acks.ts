import type { Address, Out, Request } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * No mistake. The order of execution is the order of forwarding, one at a time, and nobody sees a result before the backup
 * has the request, since a repetition waits too. If the view changes in between, the request is part of the state that is
 * transferred; if the primary is replaced, its state is, before it can be anything but idle.
 */
class ExecutesFirst extends Server {
  protected override onRequest(request: Request, from: Address, out: Out): void {
    const { pending } = this
    const isPending = pending?.id.client === request.id.client && pending.id.sequence === request.id.sequence
    if (!isPending) super.onRequest(request, from, out)
  }

  protected override serve(request: Request, out: Out): void {
    if (this.view.backup === null || this.pending !== null) return super.serve(request, out)
    // What is executed here is what is forwarded: it stays decided.
    const decided = this.decided(request)
    this.execute(decided)
    super.serve(decided, out)
  }

  /** The request has been executed, unless there is no backup. */
  protected override complete(request: Request, out: Out): void {
    if (this.isAnswered(request)) this.replyAgain(request, out)
    else super.complete(request, out)
  }
}

export default {
  id: 'P3e',
  title: 'executes before the backup has acknowledged, and answers after',
  origin: 'catalogue',
  breaks: [],
  control: true,
  solution: { viewServer: ViewServer, server: ExecutesFirst, client: Client },
  expects: [],
} satisfies Mutant
