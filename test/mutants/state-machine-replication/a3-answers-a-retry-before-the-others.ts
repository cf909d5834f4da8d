import type { Out, Request } from '../../../src/labs/state-machine-replication/index.ts'
import { Client, Server } from '../../../src/reference/state-machine-replication/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks "all before the reply" (slides 6–8). The first answer waits for the others; but when the client asks again, the
 * result is there, and it is sent.
 */
class AnswersRetries extends Server {
  protected override onRequest(request: Request, out: Out): void {
    const { pending } = this
    if (
      pending?.request.id.client === request.id.client &&
      pending.request.id.sequence === request.id.sequence
    )
      this.reply(request, pending.result, out)
    super.onRequest(request, out)
  }
}

export default {
  id: 'A3',
  title: 'answers a retry before the others have the write',
  origin: 'own',
  breaks: ['all before the reply'],
  control: false,
  solution: { server: AnswersRetries, client: Client },
  expects: ['all-before-reply'],
} satisfies Mutant
