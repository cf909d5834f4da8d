import type { Subject } from '../../src/hunt/index.ts'
import { labs } from '../../src/labs/index.ts'
import type { Out, PrimaryBackup, Request } from '../../src/labs/primary-backup/index.ts'
import { unguarded } from '../../src/port/index.ts'
import { Client, Server, ViewServer, type Transfer } from '../../src/reference/hot-standby/index.ts'
import { services } from '../../src/services/index.ts'
import { subjectOf } from '../../src/subject.ts'

export const reference: PrimaryBackup = { viewServer: ViewServer, server: Server, client: Client }

/** A state transfer without the at-most-once data. */
export const forgetsAnswers: PrimaryBackup = {
  ...reference,
  server: class extends Server {
    protected override install(transfer: Transfer): void {
      this.app.restore(transfer.snapshot)
    }
  },
}

/** Executes every request that comes, repetitions too. */
export const executesTwice: PrimaryBackup = {
  ...reference,
  server: class extends Server {
    protected override isAnswered(_request: Request): boolean {
      return false
    }
  },
}

/** A lost state transfer is not sent again. */
export const transfersOnce: PrimaryBackup = {
  ...reference,
  server: class extends Server {
    override timer(name: string, out: Out): void {
      if (name !== 'transfer') super.timer(name, out)
    }
  },
}

export function subject(solution: PrimaryBackup): Subject {
  const lab = labs['primary-backup']
  const service = services['key-value']
  if (lab === undefined || service === undefined) throw new Error('the lab or the service is gone')
  return subjectOf(lab, service, solution, unguarded)
}
