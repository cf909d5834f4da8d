/**
 * What is wrong: a server executes and acknowledges forwards of any view, whatever its role is (rule 3, slides 30–31).
 * So a primary that has been replaced can go on as if nothing had happened.
 */
import type { PrimaryBackup } from 'splitbrain/primary-backup'
import { Client, Server, ViewServer, type Forward } from '../../src/reference/hot-standby/index.ts'

class Obliging extends Server {
  protected override acceptsForward(_forward: Forward): boolean {
    return true
  }
}

export default { viewServer: ViewServer, server: Obliging, client: Client } satisfies PrimaryBackup
