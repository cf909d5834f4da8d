import type { Out, Request } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/** Breaks the rule of slide 44. The backup has the decision; the primary executes the request as it came, and decides anew. */
class ExecutesWhatWasAsked extends Server {
  protected asked: Request | null = null

  protected override decided(request: Request): Request {
    this.asked = request
    return super.decided(request)
  }

  protected override complete(request: Request, out: Out): void {
    const isSame =
      this.asked?.id.client === request.id.client && this.asked.id.sequence === request.id.sequence
    super.complete(isSame && this.asked !== null ? this.asked : request, out)
  }
}

export default {
  id: 'N5',
  title: 'forwards its decision, and executes another',
  origin: 'own',
  service: 'non-deterministic',
  breaks: ['decided once'],
  control: false,
  solution: { viewServer: ViewServer, server: ExecutesWhatWasAsked, client: Client },
  expects: ['linearizable'],
} satisfies Mutant
