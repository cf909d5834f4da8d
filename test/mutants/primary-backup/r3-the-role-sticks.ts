import type { Address, Out, Request } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks rule 4 (slides 19, 21, 33). The flag is set on becoming primary and never cleared, and requests of any view are
 * taken: the old primary answers clients that do not know the new view.
 */
class StaysPrimary extends Server {
  protected role: 'none' | 'primary' = 'none'

  protected override takeRole(out: Out): void {
    if (this.view.primary === this.self) this.role = 'primary'
    super.takeRole(out)
  }

  protected override isPrimary(): boolean {
    return this.role === 'primary' && this.entered === this.view.number
  }

  protected override onRequest(request: Request, from: Address, out: Out): void {
    if (!this.isPrimary()) super.onRequest(request, from, out)
    else if (this.isAnswered(request)) this.replyAgain(request, out)
    else this.serve(request, out)
  }
}

export default {
  id: 'R3',
  title: 'a primary that is replaced goes on as one, in the new view',
  origin: 'catalogue',
  breaks: ['rule 4', 'rule 1'],
  control: false,
  solution: { viewServer: ViewServer, server: StaysPrimary, client: Client },
  expects: ['single-primary', 'linearizable'],
} satisfies Mutant
