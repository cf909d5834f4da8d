import type { Out, Request, View } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * The acknowledgement that the request waits for never comes, and every other request waits behind it (slide 39 does not
 * list this among the cases in which nothing can be done).
 */
class NeverForgets extends Server {
  protected override adopt(view: View, out: Out): void {
    const { pending } = this
    super.adopt(view, out)
    this.pending = pending
  }

  protected override serve(request: Request, out: Out): void {
    if (this.pending === null) super.serve(request, out)
    else this.waiting.set(request.id.client, request)
  }
}

export default {
  id: 'P8',
  title: 'does not forget the pending request when the view changes',
  origin: 'catalogue',
  breaks: ['progress'],
  control: false,
  solution: { viewServer: ViewServer, server: NeverForgets, client: Client },
  expects: ['progress'],
} satisfies Mutant
