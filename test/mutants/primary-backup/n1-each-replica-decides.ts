import type { Request } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/** Breaks the rule of slide 44. The request is forwarded as it came, so that each replica looks at its own clock. */
class ForwardsUndecided extends Server {
  protected override decided(request: Request): Request {
    return request
  }
}

export default {
  id: 'N1',
  title: 'each replica decides for itself',
  origin: 'own',
  service: 'non-deterministic',
  breaks: ['decided once'],
  control: false,
  solution: { viewServer: ViewServer, server: ForwardsUndecided, client: Client },
  expects: ['linearizable'],
} satisfies Mutant
