import type { Request, Result } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/** No mistake here: what is decided stays as it is, however often one asks (slide 44). */
class AsksAgain extends Server {
  protected override execute(request: Request): Result {
    return super.execute(this.decided(this.decided(request)))
  }
}

export default {
  id: 'N7',
  title: 'asks for the decision of what is decided',
  origin: 'own',
  service: 'non-deterministic',
  breaks: [],
  control: true,
  solution: { viewServer: ViewServer, server: AsksAgain, client: Client },
  expects: [],
} satisfies Mutant
