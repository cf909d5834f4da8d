import type { Out } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * One forward or acknowledgement that is lost, and the service stands still (slide 28: messages get lost).
 */
class ForwardsOnce extends Server {
  protected override forward(out: Out): void {
    super.forward(out)
    out.cancelTimer('forward')
  }
}

export default {
  id: 'P13',
  title: 'forwards each request once',
  origin: 'catalogue',
  breaks: ['progress'],
  control: false,
  solution: { viewServer: ViewServer, server: ForwardsOnce, client: Client },
  expects: ['progress'],
} satisfies Mutant
