import type {
  Address,
  Application,
  ClientNode,
  ClientOut,
  Command,
  GetView,
  Node,
  Out,
  Ping,
  PrimaryBackup,
  Refusal,
  Reply,
  Request,
  RequestId,
  Result,
  Snapshot,
  ToClient,
  View,
  ViewReply,
} from '../../../../src/labs/primary-backup/index.ts'
import { ViewServer } from './view-server.ts'

/*
 * The state is the log of all requests since the beginning. The primary ships what the backup lacks, the backup
 * acknowledges the highest index that it has, and a new backup starts from nothing and gets all of it: there is no
 * state transfer besides (slides 9, 40: as a log), and the at-most-once data is what executing the log leaves behind.
 * Many requests are in flight at a time, and those not yet acknowledged survive a change of view. The backup is neither
 * hot nor cold: it lags behind its log, executes a little of it now and then, and the rest when it is promoted.
 */

const beatMs = 30
const retryMs = 80
/** So many requests a backup executes in one beat. */
const lagMax = 2

/** Primary → backup: the log from index `first` (1 is the first) to its end. */
interface Append {
  readonly kind: 'Append'
  readonly viewNumber: number
  readonly first: number
  readonly requests: readonly Request[]
}

/** Backup → primary: it has the log up to and including this index. */
interface Appended {
  readonly kind: 'Appended'
  readonly viewNumber: number
  readonly upTo: number
}

class Server implements Node {
  private number = 0
  private role: 'idle' | 'primary' | 'backup' = 'idle'
  private peer: Address | null = null
  /** The view in which this server has begun to act. */
  private begun = 0
  /** All requests in order; the first `executed` of them are executed. */
  private log: Request[] = []
  private executed = 0
  /** Primary: how much of the log the backup has; null: not heard of yet. */
  private acked: number | null = null
  /** The latest executed request of each client. */
  private results: Record<Address, { sequence: number; result: Result }> = {}
  /** The state before the first request. */
  private blank: Snapshot | null = null

  constructor(
    readonly self: Address,
    readonly viewServer: Address,
    readonly app: Application,
  ) {}

  start(out: Out): void {
    this.blank = this.app.snapshot()
    this.timer('beat', out)
  }

  timer(_name: string, out: Out): void {
    this.ping(out)
    if (this.role === 'backup') this.catchUp(lagMax)
    if (this.acked !== this.log.length) this.ship(out)
    out.setTimer('beat', beatMs)
  }

  receive(message: ViewReply | Request | Append | Appended, from: Address, out: Out): void {
    if (message.kind === 'ViewReply') return this.onView(message.view, out)
    if (message.kind === 'Request') return this.onRequest(message, from, out)
    if (message.viewNumber !== this.number || from !== this.peer) return
    if (message.kind === 'Append' && this.role === 'backup') this.onAppend(message, from, out)
    if (message.kind === 'Appended' && this.role === 'primary') this.onAppended(message, out)
  }

  private ping(out: Out): void {
    out.send<Ping>(this.viewServer, { kind: 'Ping', viewNumber: this.begun })
  }

  private onView({ number, primary, backup }: View, out: Out): void {
    if (number <= this.number) return
    const wasBackup = this.role === 'backup'
    this.number = number
    this.role = primary === this.self ? 'primary' : backup === this.self ? 'backup' : 'idle'
    this.peer = this.role === 'primary' ? backup : this.role === 'backup' ? primary : null
    this.acked = null
    // What the former primary had acknowledged is somewhere in this log.
    if (wasBackup && this.role === 'primary') this.catchUp(this.log.length)
    if (this.role === 'backup') this.forget()
    else if (this.peer === null) this.begin(out)
    this.ship(out)
  }

  /** What this server executed may never have been acknowledged: only the primary's log counts. */
  private forget(): void {
    this.log = []
    this.executed = 0
    this.results = {}
    if (this.blank !== null) this.app.restore(this.blank)
  }

  private begin(out: Out): void {
    this.begun = this.number
    this.ping(out)
    if (this.role === 'primary' && this.peer === null) this.executeUpTo(this.log.length, out)
  }

  private onRequest(request: Request, from: Address, out: Out): void {
    const { id, viewNumber } = request
    if (this.role !== 'primary' || viewNumber !== this.number) {
      out.send<Refusal>(from, { kind: 'Refusal', id, viewNumber: this.number })
      return
    }
    if (id.sequence <= (this.results[id.client]?.sequence ?? 0)) return this.reply(id, out)
    if (this.log.slice(this.executed).some((logged) => isSame(logged.id, id))) return
    this.log.push({ ...request, command: this.app.decide(request.command) })
    if (this.peer === null) this.executeUpTo(this.log.length, out)
    this.ship(out)
  }

  private ship(out: Out): void {
    if (this.role !== 'primary' || this.peer === null) return
    const from = this.acked ?? 0
    out.send<Append>(this.peer, {
      kind: 'Append',
      viewNumber: this.number,
      first: from + 1,
      requests: this.log.slice(from),
    })
  }

  private onAppend({ first, requests }: Append, from: Address, out: Out): void {
    for (const [i, request] of requests.entries()) {
      if (first + i !== this.log.length + 1) continue
      this.log.push(request)
    }
    if (this.begun !== this.number) this.begin(out)
    out.send<Appended>(from, { kind: 'Appended', viewNumber: this.number, upTo: this.log.length })
  }

  /** Executes so many of the next requests, and answers nobody. */
  private catchUp(requests: number): void {
    for (const request of this.log.slice(this.executed, this.executed + requests)) this.execute(request)
  }

  private onAppended({ upTo }: Appended, out: Out): void {
    this.acked = Math.max(this.acked ?? 0, upTo)
    // The view has begun when the backup has all that clients may have seen.
    if (this.acked < this.executed) return
    if (this.begun !== this.number) this.begin(out)
    this.executeUpTo(this.acked, out)
  }

  private executeUpTo(index: number, out: Out): void {
    for (const request of this.log.slice(this.executed, index)) {
      this.execute(request)
      this.reply(request.id, out)
    }
  }

  private reply(id: RequestId, out: Out): void {
    const known = this.results[id.client]
    if (known === undefined || known.sequence !== id.sequence) return
    const { result } = known
    out.send<Reply>(id.client, { kind: 'Reply', id, viewNumber: this.number, result })
  }

  private execute({ id, command }: Request): void {
    this.results[id.client] = { sequence: id.sequence, result: this.app.execute(command) }
    this.executed += 1
  }
}

function isSame(a: RequestId, b: RequestId): boolean {
  return a.client === b.client && a.sequence === b.sequence
}

class Client implements ClientNode {
  private number = 0
  private primary: Address | null = null
  private calls = 0
  private open: Command | null = null
  private tries = 0

  constructor(
    readonly self: Address,
    readonly viewServer: Address,
  ) {}

  start(out: Out): void {
    this.ask(out)
  }

  submit(command: Command, out: ClientOut): void {
    this.calls += 1
    this.open = command
    this.tries = 0
    this.attempt(out)
  }

  timer(_name: string, out: ClientOut): void {
    if (this.open !== null) this.attempt(out)
  }

  receive(message: ToClient, _from: Address, out: ClientOut): void {
    if (message.kind === 'ViewReply') {
      if (message.view.number <= this.number) return
      this.number = message.view.number
      this.primary = message.view.primary
      this.request(out)
    } else if (this.open === null || message.id.sequence !== this.calls) {
      return
    } else if (message.kind === 'Refusal') {
      if (message.viewNumber !== this.number) this.ask(out)
    } else {
      this.open = null
      out.cancelTimer('retry')
      out.finish(message.result)
    }
  }

  /** Asks for the view when it knows none, and at each third try. */
  private attempt(out: Out): void {
    this.tries += 1
    if (this.primary === null || this.tries % 3 === 0) this.ask(out)
    this.request(out)
    out.setTimer('retry', retryMs)
  }

  private ask(out: Out): void {
    out.send<GetView>(this.viewServer, { kind: 'GetView' })
  }

  private request(out: Out): void {
    if (this.open === null || this.primary === null) return
    out.send<Request>(this.primary, {
      kind: 'Request',
      id: { client: this.self, sequence: this.calls },
      viewNumber: this.number,
      command: this.open,
    })
  }
}

export default { viewServer: ViewServer, server: Server, client: Client } satisfies PrimaryBackup
