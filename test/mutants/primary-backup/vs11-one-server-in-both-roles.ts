import type { Address } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * A backup on the same machine is none (slides 10, 15). The primary forwards to itself, and executes each request twice.
 */
class PrimaryAsBackup extends ViewServer {
  protected override idleServer(_primary: Address | null): Address | null {
    return super.idleServer(null)
  }
}

export default {
  id: 'VS11',
  title: 'may choose the primary as its own backup',
  origin: 'catalogue',
  breaks: ['view service', 'at most once'],
  control: false,
  solution: { viewServer: PrimaryAsBackup, server: Server, client: Client },
  expects: ['view-service', 'no-duplicate-writes', 'linearizable'],
} satisfies Mutant
