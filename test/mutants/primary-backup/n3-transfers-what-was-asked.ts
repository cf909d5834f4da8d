import type {
  Address,
  Application,
  Out,
  Request,
  Result,
  Snapshot,
} from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer, type Transfer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

interface WithLog extends Transfer {
  readonly log: readonly Request[]
}

/**
 * Breaks the rule of slide 44. Forwards are decided, but a new backup is given the requests as the clients sent them, and
 * executes them again.
 */
class TransfersWhatWasAsked extends Server {
  protected readonly blank: Snapshot
  /** Everything executed here, as it was asked for. */
  protected log: Request[] = []

  constructor(self: Address, viewServer: Address, app: Application) {
    super(self, viewServer, app)
    this.blank = app.snapshot()
  }

  protected override execute(request: Request): Result {
    const { decided: _decided, ...command } = request.command as Request['command'] & { decided?: number }
    this.log.push({ ...request, command })
    return super.execute(request)
  }

  protected override transfer(out: Out): void {
    const { send } = out
    super.transfer({
      ...out,
      send: (to, message) => send(to, message.kind === 'Transfer' ? { ...message, log: this.log } : message),
    })
  }

  protected override install(transfer: WithLog): void {
    this.app.restore(this.blank)
    this.answered = new Map()
    this.log = []
    for (const request of transfer.log) this.execute(request)
    this.answered = new Map(transfer.answered)
  }
}

export default {
  id: 'N3',
  title: 'forwards decisions, but transfers a log without them',
  origin: 'own',
  service: 'non-deterministic',
  breaks: ['decided once'],
  control: false,
  solution: { viewServer: ViewServer, server: TransfersWhatWasAsked, client: Client },
  expects: ['linearizable'],
} satisfies Mutant
