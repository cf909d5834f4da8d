import type { Command, Out, Request } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/** Breaks the rule of slide 44. It remembers what it has executed and not what came of it: a repetition, after a failover say,
 * is answered with an outcome decided anew. */
class DecidesTheAnswerAgain extends Server {
  protected override replyAgain(request: Request, out: Out): void {
    const decision = this.decided(request).command as Command & { readonly decided?: number }
    const last = this.answered.get(request.id.client)
    if (last === undefined || last.sequence !== request.id.sequence) return
    this.reply(request, decision.decided ?? last.result, out)
  }
}

export default {
  id: 'N6',
  title: 'answers a repetition with another decision',
  origin: 'own',
  service: 'non-deterministic',
  breaks: ['decided once'],
  control: false,
  solution: { viewServer: ViewServer, server: DecidesTheAnswerAgain, client: Client },
  expects: ['linearizable'],
} satisfies Mutant
