import type { Out } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * When the transfer or its acknowledgement is lost, the view is never entered (slide 36; messages get lost).
 */
class TransfersOnce extends Server {
  protected override transfer(out: Out): void {
    super.transfer(out)
    out.cancelTimer('transfer')
  }
}

export default {
  id: 'S6',
  title: 'sends the state once',
  origin: 'catalogue',
  breaks: ['progress'],
  control: false,
  solution: { viewServer: ViewServer, server: TransfersOnce, client: Client },
  expects: ['progress', 'view-service'],
} satisfies Mutant
