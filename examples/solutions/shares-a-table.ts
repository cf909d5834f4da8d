/**
 * What is wrong: the at-most-once data is a variable of the module, so that all servers of the process share it (rule 7,
 * slide 40). On two machines it would be two tables, and what one server has answered another would not know.
 */
import type { Address, PrimaryBackup, Request, Result } from 'splitbrain/primary-backup'
import { Client, Server, ViewServer, type Answered } from '../../src/reference/hot-standby/index.ts'

const answered = new Map<Address, Answered>()

class SharesATable extends Server {
  protected override isAnswered(request: Request): boolean {
    return request.id.sequence <= (answered.get(request.id.client)?.sequence ?? 0)
  }

  protected override execute(request: Request): Result {
    const result = super.execute(request)
    answered.set(request.id.client, { sequence: request.id.sequence, result })
    return result
  }
}

export default { viewServer: ViewServer, server: SharesATable, client: Client } satisfies PrimaryBackup
