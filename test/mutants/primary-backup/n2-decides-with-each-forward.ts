import type { Out, Request } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/** Breaks the rule of slide 44. The backup executes the first forward that comes, the primary what it sent last. */
class DecidesWithEachForward extends Server {
  protected asked: Request | null = null

  protected override decided(request: Request): Request {
    this.asked = request
    return super.decided(request)
  }

  protected override forward(out: Out): void {
    if (this.pending !== null && this.asked !== null) this.pending = super.decided(this.asked)
    super.forward(out)
  }
}

export default {
  id: 'N2',
  title: 'decides again whenever it forwards again',
  origin: 'own',
  service: 'non-deterministic',
  breaks: ['decided once'],
  control: false,
  solution: { viewServer: ViewServer, server: DecidesWithEachForward, client: Client },
  expects: ['linearizable'],
} satisfies Mutant
