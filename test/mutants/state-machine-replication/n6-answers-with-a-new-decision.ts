import type { Out, Request, Result } from '../../../src/labs/state-machine-replication/index.ts'
import { Client, Server } from '../../../src/reference/state-machine-replication/index.ts'
import type { Mutant } from './mutant.ts'

/** Breaks the rule of slide 44. A repetition is not executed again, but answered with what it would come to now. */
class DecidesTheAnswerAgain extends Server {
  protected override onRequest(request: Request, out: Out): void {
    const last = this.answered.get(request.id.client)
    const isRepeated = this.self === this.servers[0] && last?.sequence === request.id.sequence
    if (!isRepeated) return super.onRequest(request, out)
    const { decided = last.result } = this.app.decide(request.command) as { readonly decided?: Result }
    this.reply(request, decided, out)
  }
}

export default {
  id: 'N6',
  origin: 'own',
  title: 'answers a repetition with a new decision',
  service: 'non-deterministic',
  breaks: ['decided once'],
  control: false,
  solution: { server: DecidesTheAnswerAgain, client: Client },
  expects: ['linearizable'],
} satisfies Mutant
