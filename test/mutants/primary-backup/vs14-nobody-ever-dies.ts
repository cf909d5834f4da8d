import { timing, type Out } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Pings are collected and their absence is never noticed (slide 14): no failover.
 */
class TakesAllForAlive extends ViewServer {
  override timer(_name: string, out: Out): void {
    this.advance(out)
    out.setTimer('check', timing.checkEveryMs)
  }
}

export default {
  id: 'VS14',
  title: 'never takes anyone for dead',
  origin: 'catalogue',
  breaks: ['progress'],
  control: false,
  solution: { viewServer: TakesAllForAlive, server: Server, client: Client },
  expects: ['progress', 'view-service'],
} satisfies Mutant
