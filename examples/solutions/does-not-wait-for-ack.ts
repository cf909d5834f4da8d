/**
 * What is wrong: the view server moves on before the primary has acknowledged the current view (rule 6, slide 17). A
 * backup that never received the state is promoted, and everything written is gone.
 */
import type { PrimaryBackup } from 'splitbrain/primary-backup'
import { Client, Server, ViewServer } from '../../src/reference/hot-standby/index.ts'

class Impatient extends ViewServer {
  protected override mayLeave(): boolean {
    return true
  }
}

export default { viewServer: Impatient, server: Server, client: Client } satisfies PrimaryBackup
