/**
 * What is wrong: when primary and backup are dead, the view server makes an idle server primary (rule 1, slides 21, 23).
 * The service is up again, and empty.
 */
import type { Address, PrimaryBackup } from 'splitbrain/primary-backup'
import { Client, Server, ViewServer } from '../../src/reference/hot-standby/index.ts'

class AnyoneWillDo extends ViewServer {
  protected override nextPrimary(): Address | null {
    return super.nextPrimary() ?? this.idleServer(null)
  }
}

export default { viewServer: AnyoneWillDo, server: Server, client: Client } satisfies PrimaryBackup
