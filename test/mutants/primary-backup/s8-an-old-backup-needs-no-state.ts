import type { Address, Out } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks rule 5 (slides 9, 36). The backup that comes back misses what was executed while it was out.
 */
class TrustsAnOldBackup extends Server {
  /** Primary: servers that had the state. Backup: primaries that it had the state from. */
  protected partners = new Set<Address>()

  protected override takeRole(out: Out): void {
    const { primary, backup } = this.view
    const partner = primary === this.self ? backup : backup === this.self ? primary : null
    if (partner !== null && this.partners.has(partner)) this.enter(out)
    else super.takeRole(out)
  }

  protected override enter(out: Out): void {
    const { primary, backup } = this.view
    if (primary === this.self && backup !== null) this.partners.add(backup)
    if (backup === this.self && primary !== null) this.partners.add(primary)
    super.enter(out)
  }
}

export default {
  id: 'S8',
  title: 'sends no state to a server that was its backup before',
  origin: 'catalogue',
  breaks: ['rule 5'],
  control: false,
  solution: { viewServer: ViewServer, server: TrustsAnOldBackup, client: Client },
  expects: ['linearizable'],
} satisfies Mutant
