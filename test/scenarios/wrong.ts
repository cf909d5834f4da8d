import {
  type ClientOut,
  type Out,
  type Ping,
  type PrimaryBackup,
  type Reply,
  type Request,
  type View,
} from '../../src/labs/primary-backup/index.ts'
import type { SingleServer } from '../../src/labs/single-server/index.ts'
import hotStandby, {
  Client,
  Server,
  ViewServer,
  type Forward,
  type Transfer,
} from '../../src/reference/hot-standby/index.ts'
import singleServer, {
  Client as SingleClient,
  Server as SingleNode,
} from '../../src/reference/single-server/index.ts'
import cs3 from '../mutants/primary-backup/cold-standby/cs3-never-executes-the-log.ts'
import lt2 from '../mutants/primary-backup/log-transfer/lt2-snapshot-and-log-overlap.ts'
import n1 from '../mutants/primary-backup/n1-each-replica-decides.ts'
import { comparesTexts, remembersTen, triesTwenty } from './wrong-in-numbers.ts'

/** Wrong solutions, each with one mistake (two where it says so): the stories must tell them from right ones. */

function withServer(server: PrimaryBackup['server']): PrimaryBackup {
  return { ...hotStandby, server }
}

function withViewServer(viewServer: PrimaryBackup['viewServer']): PrimaryBackup {
  return { ...hotStandby, viewServer }
}

// --- a single server

/** Executes whatever arrives. */
class Forgetful extends SingleNode {
  override receive({ id, command }: Request, from: string, out: Out): void {
    out.send<Reply>(from, { kind: 'Reply', id, viewNumber: 0, result: this.app.execute(command) })
  }
}

/** Tells the caller "nothing there" when nobody answers. */
class SingleQuitter extends SingleClient {
  protected tries = 0

  override timer(name: string, out: ClientOut): void {
    this.tries += 1
    if (this.tries < 5) return super.timer(name, out)
    this.command = null
    out.finish(null)
  }
}

const forgetful: SingleServer = { ...singleServer, server: Forgetful }
const singleQuitter: SingleServer = { ...singleServer, client: SingleQuitter }

// --- the view server

const impatient = withViewServer(
  /** Rule 6: does not wait for the acknowledgement. */
  class extends ViewServer {
    protected override nextView(): View | null {
      this.acknowledged = true
      return super.nextView()
    }
  },
)

const promotesIdle = withViewServer(
  /** Rule 1: when nobody else is left, an idle server becomes primary. */
  class extends ViewServer {
    protected override nextPrimary(): string | null {
      return super.nextPrimary() ?? this.idleServer(null)
    }
  },
)

// --- the primary

const answersAlone = withServer(
  /** Rule 2: executes and replies, and tells the backup afterwards. */
  class extends Server {
    protected override forward(out: Out): void {
      const request = this.pending
      super.forward(out)
      if (request !== null && !this.isAnswered(request)) this.complete(request, out)
    }
  },
)

const readsAlone = withServer(
  /** Rule 2: what changes nothing is not forwarded. */
  class extends Server {
    protected override onRequest(request: Request, from: string, out: Out): void {
      const isRead =
        request.command.op === 'get' && this.isPrimary() && request.viewNumber === this.view.number
      if (isRead) this.complete(request, out)
      else super.onRequest(request, from, out)
    }
  },
)

const answersInTransfer = withServer(
  /** Rule 5: answers alone while the state is on its way to the backup. */
  class extends Server {
    protected override onRequest(request: Request, from: string, out: Out): void {
      const isInTransfer = this.view.primary === this.self && !this.isPrimary()
      if (isInTransfer && request.viewNumber === this.view.number && !this.isAnswered(request))
        this.complete(request, out)
      else super.onRequest(request, from, out)
    }
  },
)

const acknowledgesEarly = withServer(
  /** Rules 5 and 6: acknowledges a view before the backup has the state. */
  class extends Server {
    protected override transfer(out: Out): void {
      super.transfer(out)
      this.entered = this.view.number
    }
  },
)

// --- the backup

const acceptsAnything = withServer(
  /** Rule 3: executes what is forwarded, whoever it is by now. */
  class extends Server {
    protected override acceptsForward(): boolean {
      return true
    }
  },
)

const acceptsOldViews = withServer(
  /** Rule 3: looks at its role only. */
  class extends Server {
    protected override acceptsForward(_forward: Forward): boolean {
      return this.isBackup()
    }
  },
)

const startsEmpty = withServer(
  /** Rule 5: a new backup does not install the state. */
  class extends Server {
    protected override install(transfer: Transfer): void {
      this.answered = new Map(transfer.answered)
    }
  },
)

const forgetsAnswers = withServer(
  /** Rule 7: the transfer carries the state only. */
  class extends Server {
    protected override install(transfer: Transfer): void {
      this.app.restore(transfer.snapshot)
      this.answered = new Map()
    }
  },
)

// --- roles

const answersInAnyRole = withServer(
  /** Rule 4: whoever is asked to read, reads. */
  class extends Server {
    protected override onRequest(request: Request, from: string, out: Out): void {
      if (request.command.op === 'get' && this.view.primary !== this.self) this.complete(request, out)
      else super.onRequest(request, from, out)
    }
  },
)

const believesClients = withServer(
  /** Rule 4: a backup that is taken for the primary of a later view answers. */
  class extends Server {
    protected override onRequest(request: Request, from: string, out: Out): void {
      const isTakenForPrimary = this.isBackup() && request.viewNumber > this.view.number
      if (isTakenForPrimary && !this.isAnswered(request)) this.complete(request, out)
      else super.onRequest(request, from, out)
    }
  },
)

const takesOldRequests = withServer(
  /** Two mistakes. Rule 4: takes requests of any view. At most once: knows only the very last request again. */
  class extends Server {
    protected override onRequest(request: Request, from: string, out: Out): void {
      super.onRequest({ ...request, viewNumber: this.view.number }, from, out)
    }

    protected override isAnswered(request: Request): boolean {
      return this.answered.get(request.id.client)?.sequence === request.id.sequence
    }
  },
)

// --- clients and servers that cannot wait

/** Gives up and tells the caller "nothing there". */
class Quitter extends Client {
  protected tries = 0

  override timer(name: string, out: ClientOut): void {
    this.tries += 1
    if (this.tries < 15) return super.timer(name, out)
    this.command = null
    out.finish(null)
  }
}

const quitter: PrimaryBackup = { ...hotStandby, client: Quitter }

/** No mistake in itself: when the primary does not answer, the backup is asked as well. */
class AsksBoth extends Client {
  override timer(name: string, out: ClientOut): void {
    super.timer(name, out)
    if (this.command === null || this.view.backup === null) return
    const id = { client: this.self, sequence: this.sequence }
    const { number: viewNumber, backup } = this.view
    out.send<Request>(backup, { kind: 'Request', id, viewNumber, command: this.command })
  }
}

const backupHelpsOut: PrimaryBackup = { ...answersInAnyRole, client: AsksBoth }

/** Promotes itself when the view server is silent. */
class SelfPromoted extends Server {
  protected unanswered = 0

  protected override ping(out: Out): void {
    this.unanswered += 1
    if (this.unanswered < 20 || !this.isBackup())
      return out.send<Ping>(this.viewServer, { kind: 'Ping', viewNumber: this.entered })
    this.unanswered = 0
    this.adopt({ number: this.view.number + 1, primary: this.self, backup: null }, out)
  }

  override receive(message: Parameters<Server['receive']>[0], from: string, out: Out): void {
    if (message.kind === 'ViewReply') this.unanswered = 0
    // It answers whoever takes it for the backup of the view before.
    if (message.kind === 'Request' && message.viewNumber < this.view.number && this.isPrimary())
      return super.receive({ ...message, viewNumber: this.view.number }, from, out)
    super.receive(message, from, out)
  }
}

const selfPromoted: PrimaryBackup = { ...hotStandby, server: SelfPromoted, client: AsksBoth }

/** A cold standby that stays cold. */
const neverExecutesTheLog: PrimaryBackup = cs3.solution
/** Snapshot and log have one request in common. */
const overlaps: PrimaryBackup = lt2.solution
/** Each replica decides for itself. */
const decidesTwice: PrimaryBackup = n1.solution

/** By name. */
export const wrong = {
  forgetful,
  singleQuitter,
  impatient,
  promotesIdle,
  answersAlone,
  readsAlone,
  answersInTransfer,
  acknowledgesEarly,
  acceptsAnything,
  acceptsOldViews,
  startsEmpty,
  forgetsAnswers,
  answersInAnyRole,
  believesClients,
  takesOldRequests,
  comparesTexts,
  remembersTen,
  triesTwenty,
  quitter,
  backupHelpsOut,
  selfPromoted,
  neverExecutesTheLog,
  overlaps,
  decidesTwice,
} as const
