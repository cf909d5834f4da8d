import type { Out, Request } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * No mistake. The request keeps its place until the backup has acknowledged it, and any client that waits forwards it again
 * by its own retry. (Giving the place to another request is one: see P15b.)
 */
class ForwardsAgainForClients extends Server {
  protected override serve(request: Request, out: Out): void {
    const { pending } = this
    super.serve(request, out)
    if (pending !== null) this.forward(out)
  }

  protected override forward(out: Out): void {
    super.forward(out)
    out.cancelTimer('forward')
  }
}

export default {
  id: 'P15',
  title: 'forwards the pending request again only when a client asks',
  origin: 'catalogue',
  breaks: [],
  control: true,
  solution: { viewServer: ViewServer, server: ForwardsAgainForClients, client: Client },
  expects: [],
} satisfies Mutant
