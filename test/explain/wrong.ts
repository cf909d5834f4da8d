import { labs } from '../../src/labs/index.ts'
import type {
  Address,
  Out,
  PrimaryBackup,
  Request,
  ToClient,
  View,
  ClientOut,
} from '../../src/labs/primary-backup/index.ts'
import { unguarded } from '../../src/port/index.ts'
import { Client, Server, ViewServer, type Transfer } from '../../src/reference/hot-standby/index.ts'
import { services } from '../../src/services/index.ts'
import { subjectOf } from '../../src/subject.ts'
import type { Subject } from '../../src/hunt/index.ts'

/** Answers before the backup has it (P1). */
class AnswersAtOnce extends Server {
  protected override onRequest(request: Request, from: Address, out: Out): void {
    if (this.isPrimary() && request.viewNumber === this.view.number && !this.isAnswered(request)) {
      if (this.view.backup !== null) {
        this.pending = request
        this.forward(out)
        this.pending = null
      }
      this.complete(request, out)
      return
    }
    super.onRequest(request, from, out)
  }
}

/** Serves reads alone (P2). */
class ReadsAlone extends Server {
  protected override onRequest(request: Request, from: Address, out: Out): void {
    const isOurs = this.isPrimary() && request.viewNumber === this.view.number
    if (isOurs && request.command.op === 'get' && !this.isAnswered(request))
      return this.complete(request, out)
    super.onRequest(request, from, out)
  }
}

/** The transfer leaves out the at-most-once data (S1). */
class ForgetsAnswers extends Server {
  protected override install(transfer: Transfer): void {
    this.app.restore(transfer.snapshot)
  }
}

/** The backup executes whatever it is sent, in any view and role (B1). */
class AcceptsAnything extends Server {
  protected override acceptsForward(): boolean {
    return true
  }
}

/** Remembers no request at all (A1). */
class ExecutesAgain extends Server {
  protected override isAnswered(): boolean {
    return false
  }
}

/** Moves on without the primary's acknowledgement (VS1). */
class NeverWaits extends ViewServer {
  protected override nextView(): View | null {
    this.acknowledged = true
    return super.nextView()
  }
}

/** Acknowledges the view before its backup has the state (S5). */
class EntersAtOnce extends Server {
  protected override adopt(view: View, out: Out): void {
    const isNews = view.number > this.view.number
    super.adopt(view, out)
    if (isNews && this.view.primary === this.self) this.enter(out)
  }
}

/** Promotes whoever is alive (VS7). */
class PromotesAnyone extends ViewServer {
  protected override nextPrimary(): Address | null {
    return super.nextPrimary() ?? this.idleServer(null)
  }
}

/** Takes any reply for the answer to the outstanding call (C1). */
class TakesAnyReply extends Client {
  protected override isCurrent(): boolean {
    return this.command !== null
  }
}

/** Returns a refusal to the caller as if it were a result (C7). */
class ReturnsRefusals extends Client {
  override receive(message: ToClient, from: Address, out: ClientOut): void {
    if (message.kind === 'Refusal' && this.isCurrent(message.id.sequence)) {
      this.command = null
      out.finish(null)
      return
    }
    super.receive(message, from, out)
  }
}

/** Counts on while it asks again (C2). */
class CountsRetries extends Client {
  override timer(name: string, out: ClientOut): void {
    if (this.command !== null) this.sequence += 1
    super.timer(name, out)
  }
}

/** Executes what the primary forwards, but does not remember whose request it was (B7). */
class BackupForgets extends Server {
  protected override acknowledgeForward(...args: Parameters<Server['acknowledgeForward']>): void {
    super.acknowledgeForward(...args)
    this.answered.delete(args[0].request.id.client)
  }
}

/** Acknowledges without executing (B5). */
class BackupSleeps extends Server {
  protected override onForward(...args: Parameters<Server['onForward']>): void {
    if (this.acceptsForward(args[0])) this.acknowledgeForward(...args)
  }
}

/** Installs every transfer that arrives, whatever it has executed since (B8). */
class InstallsAgain extends Server {
  protected override onTransfer(transfer: Transfer, from: Address, out: Out): void {
    if (this.isBackup() && transfer.view.number === this.view.number) this.install(transfer)
    super.onTransfer(transfer, from, out)
  }
}

/** Answers requests while its state is on the way to the new backup (S3). */
class AnswersDuringTransfer extends Server {
  protected override onRequest(request: Request, from: Address, out: Out): void {
    const isOurs = this.view.primary === this.self && request.viewNumber === this.view.number
    if (isOurs && !this.isPrimary() && !this.isAnswered(request)) return this.complete(request, out)
    super.onRequest(request, from, out)
  }
}

/** Does not look at its role: the backup answers clients (R1). */
class BackupAnswers extends Server {
  protected override onRequest(request: Request, from: Address, out: Out): void {
    if (this.isBackup())
      return this.isAnswered(request) ? this.replyAgain(request, out) : this.complete(request, out)
    super.onRequest(request, from, out)
  }
}

/** Takes any acknowledgement for that of the request that is waiting (P10). */
class TakesAnyAck extends Server {
  protected override completes(): boolean {
    return true
  }
}

/** Takes an older view for a newer one (R4). */
class GoesBack extends Server {
  protected override adopt(view: View, out: Out): void {
    if (view.number !== this.view.number) this.view = { number: -1, primary: null, backup: null }
    super.adopt(view, out)
  }
}

/** Never asks twice (C5). */
class AsksOnce extends Client {
  override timer(): void {}
}

/** Cannot cope with a crash: dead servers stay in the view (VS14). */
class NobodyDies extends ViewServer {
  protected override isAlive(): boolean {
    return true
  }
}

const right = { viewServer: ViewServer, server: Server, client: Client }

export const wrong = {
  AnswersAtOnce: { ...right, server: AnswersAtOnce },
  ReadsAlone: { ...right, server: ReadsAlone },
  ForgetsAnswers: { ...right, server: ForgetsAnswers },
  AcceptsAnything: { ...right, server: AcceptsAnything },
  ExecutesAgain: { ...right, server: ExecutesAgain },
  NeverWaits: { ...right, viewServer: NeverWaits },
  EntersAtOnce: { ...right, server: EntersAtOnce },
  PromotesAnyone: { ...right, viewServer: PromotesAnyone },
  TakesAnyReply: { ...right, client: TakesAnyReply },
  ReturnsRefusals: { ...right, client: ReturnsRefusals },
  CountsRetries: { ...right, client: CountsRetries },
  BackupForgets: { ...right, server: BackupForgets },
  BackupSleeps: { ...right, server: BackupSleeps },
  InstallsAgain: { ...right, server: InstallsAgain },
  AnswersDuringTransfer: { ...right, server: AnswersDuringTransfer },
  BackupAnswers: { ...right, server: BackupAnswers },
  TakesAnyAck: { ...right, server: TakesAnyAck },
  GoesBack: { ...right, server: GoesBack },
  AsksOnce: { ...right, client: AsksOnce },
  NobodyDies: { ...right, viewServer: NobodyDies },
} satisfies Record<string, PrimaryBackup>

export function subjectFor(solution: PrimaryBackup): Subject {
  const lab = labs['primary-backup']
  const service = services['key-value']
  if (lab === undefined || service === undefined) throw new Error('the lab or its service is not listed')
  return subjectOf(lab, service, solution, unguarded)
}
