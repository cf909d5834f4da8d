import { timing, type Out } from '../../../src/labs/state-machine-replication/index.ts'
import { Client, Server, type Ordered } from '../../../src/reference/state-machine-replication/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks the rule of slide 44. The others are sent the command as it came, and look at clocks of their own. The first
 * server answers all calls, so that no client can see it.
 */
class ForwardsUndecided extends Server {
  protected override forward(out: Out): void {
    if (this.pending === null) return
    const { number, request, missing } = this.pending
    const { command } = request
    for (const server of missing) out.send<Ordered>(server, { kind: 'Ordered', number, command })
    out.setTimer('forward', timing.retryAfterMs)
  }
}

export default {
  id: 'N1',
  origin: 'own',
  title: 'each replica decides for itself',
  service: 'non-deterministic',
  breaks: ['decided once'],
  control: false,
  solution: { server: ForwardsUndecided, client: Client },
  expects: ['replicas-agree'],
} satisfies Mutant
