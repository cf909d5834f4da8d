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
  ToViewServer,
  View,
  ViewReply,
} from '../../../src/labs/primary-backup/index.ts'

/*
 * The primary collects requests and forwards them as one numbered batch, without a backup too. At-most-once data is
 * every answer that was ever given. A primary that has not begun refuses, and the client tries again in the same view.
 */

const pingMs = 20
const checkMs = 40
const missedMax = 5
const collectMs = 10
const repeatMs = 60
const againMs = 120

class ViewServer implements Node {
  private views: View[] = [{ number: 0, primary: null, backup: null }]
  private acked = true
  private servers: { address: Address; missed: number }[] = []

  constructor(readonly self: Address) {}

  start(out: Out): void {
    out.setTimer('check', checkMs)
  }

  receive(message: ToViewServer, from: Address, out: Out): void {
    if (message.kind === 'Ping') {
      const known = this.servers.find(({ address }) => address === from)
      if (known === undefined) this.servers.push({ address: from, missed: 0 })
      else known.missed = 0
      if (this.view().primary === from && this.view().number === message.viewNumber) this.acked = true
    }
    this.tell(from, out)
  }

  timer(_name: string, out: Out): void {
    for (const server of this.servers) server.missed += 1
    if (this.acked) this.proceed(out)
    out.setTimer('check', checkMs)
  }

  private view(): View {
    return this.views.at(-1) ?? { number: 0, primary: null, backup: null }
  }

  private proceed(out: Out): void {
    const { number, primary, backup } = this.view()
    const alive = this.servers.filter(({ missed }) => missed <= missedMax).map(({ address }) => address)
    const candidates = number === 0 ? alive : [primary, backup]
    const first = candidates.find((server) => server !== null && alive.includes(server)) ?? null
    if (first === null) return
    const isKept = backup !== null && backup !== first && alive.includes(backup)
    const second = isKept ? backup : (alive.find((server) => server !== first) ?? null)
    if (first === primary && second === backup) return
    this.views.push({ number: number + 1, primary: first, backup: second })
    this.acked = false
    this.tell(first, out)
    if (second !== null) this.tell(second, out)
  }

  private tell(to: Address, out: Out): void {
    out.send<ViewReply>(to, { kind: 'ViewReply', view: this.view() })
  }
}

interface Batch {
  readonly kind: 'Batch'
  readonly viewNumber: number
  /** 1 for the first of the view. */
  readonly number: number
  readonly requests: readonly Request[]
}

interface BatchDone {
  readonly kind: 'BatchDone'
  readonly viewNumber: number
  readonly number: number
}

interface Install {
  readonly kind: 'Install'
  readonly viewNumber: number
  readonly snapshot: Snapshot
  readonly answers: ReadonlyMap<string, Result>
}

interface Installed {
  readonly kind: 'Installed'
  readonly viewNumber: number
}

type ToServer = ViewReply | Request | Batch | BatchDone | Install | Installed

class Server implements Node {
  private view: View = { number: 0, primary: null, backup: null }
  private begun = 0
  private answers = new Map<string, Result>()
  private collected: Request[] = []
  /** Primary: the batch that is not done. */
  private batch: Request[] = []
  /** The number of the latest batch: sent by the primary, executed by the backup. */
  private batchNumber = 0

  constructor(
    readonly self: Address,
    readonly viewServer: Address,
    readonly app: Application,
  ) {}

  start(out: Out): void {
    this.ping(out)
  }

  timer(name: string, out: Out): void {
    if (name === 'ping') this.ping(out)
    if (name === 'install') this.install(out)
    if (name === 'batch') this.sendBatch(out)
  }

  receive(message: ToServer, from: Address, out: Out): void {
    if (message.kind === 'ViewReply') return this.onView(message.view, out)
    if (message.kind === 'Request') return this.onRequest(message, from, out)
    if (message.viewNumber !== this.view.number) return
    const isPrimary = this.view.primary === this.self
    if (message.kind === 'Installed' && isPrimary && from === this.view.backup) this.begin(out)
    if (message.kind === 'BatchDone' && isPrimary && message.number === this.batchNumber) this.finish(out)
    if (this.view.backup !== this.self) return
    if (message.kind === 'Install') this.onInstall(message, from, out)
    if (message.kind === 'Batch' && this.begun === this.view.number) this.onBatch(message, from, out)
  }

  private ping(out: Out): void {
    out.send<Ping>(this.viewServer, { kind: 'Ping', viewNumber: this.begun })
    out.setTimer('ping', pingMs)
  }

  private onView(view: View, out: Out): void {
    if (view.number <= this.view.number) return
    this.view = view
    this.collected = []
    this.batch = []
    this.batchNumber = 0
    out.cancelTimer('batch')
    out.cancelTimer('install')
    if (view.primary === this.self) this.install(out)
    else if (view.backup !== this.self) this.begin(out)
  }

  /** Gives the state to the backup. Without one, the view begins at once. */
  private install(out: Out): void {
    const { number: viewNumber, backup } = this.view
    if (backup === null) return this.begin(out)
    const snapshot = this.app.snapshot()
    out.send<Install>(backup, { kind: 'Install', viewNumber, snapshot, answers: this.answers })
    out.setTimer('install', repeatMs)
  }

  private begin(out: Out): void {
    if (this.begun === this.view.number) return
    this.begun = this.view.number
    out.cancelTimer('install')
    this.ping(out)
  }

  private onInstall({ viewNumber, snapshot, answers }: Install, from: Address, out: Out): void {
    if (this.begun !== viewNumber) {
      this.app.restore(snapshot)
      this.answers = new Map(answers)
      this.begin(out)
    }
    out.send<Installed>(from, { kind: 'Installed', viewNumber })
  }

  private onRequest(request: Request, from: Address, out: Out): void {
    const { id, viewNumber } = request
    const { number, primary } = this.view
    if (primary !== this.self || viewNumber !== number || this.begun !== number) {
      out.send<Refusal>(from, { kind: 'Refusal', id, viewNumber: number })
    } else if (this.answers.has(textOf(id))) {
      this.answer(id, out)
    } else if (![...this.batch, ...this.collected].some((other) => textOf(other.id) === textOf(id))) {
      this.collected.push({ ...request, command: this.app.decide(request.command) })
      if (this.batch.length === 0 && this.collected.length === 1) out.setTimer('batch', collectMs)
    }
  }

  private answer(id: RequestId, out: Out): void {
    const result = this.answers.get(textOf(id)) ?? null
    out.send<Reply>(id.client, { kind: 'Reply', id, viewNumber: this.view.number, result })
  }

  /** Sends what was collected, or the batch that is not done once more. */
  private sendBatch(out: Out): void {
    if (this.batch.length === 0) {
      this.batch = this.collected
      this.collected = []
      this.batchNumber += 1
    }
    const { number: viewNumber, backup } = this.view
    if (backup === null) return this.finish(out)
    out.send<Batch>(backup, { kind: 'Batch', viewNumber, number: this.batchNumber, requests: this.batch })
    out.setTimer('batch', repeatMs)
  }

  private finish(out: Out): void {
    for (const request of this.batch) {
      this.execute(request)
      this.answer(request.id, out)
    }
    this.batch = []
    if (this.collected.length > 0) out.setTimer('batch', collectMs)
    else out.cancelTimer('batch')
  }

  private execute({ id, command }: Request): void {
    this.answers.set(textOf(id), this.app.execute(command))
  }

  private onBatch({ viewNumber, number, requests }: Batch, from: Address, out: Out): void {
    if (number === this.batchNumber + 1) {
      for (const request of requests) this.execute(request)
      this.batchNumber = number
    }
    if (number === this.batchNumber) out.send<BatchDone>(from, { kind: 'BatchDone', viewNumber, number })
  }
}

function textOf({ client, sequence }: RequestId): string {
  return `${client}/${sequence}`
}

class Client implements ClientNode {
  private view: View = { number: 0, primary: null, backup: null }
  private id: RequestId
  private open: Command | null = null
  private asksNext = false

  constructor(
    readonly self: Address,
    readonly viewServer: Address,
  ) {
    this.id = { client: self, sequence: 0 }
  }

  submit(command: Command, out: ClientOut): void {
    this.id = { client: this.self, sequence: this.id.sequence + 1 }
    this.open = command
    this.asksNext = this.view.primary === null
    this.timer('again', out)
  }

  receive(message: ToClient, _from: Address, out: ClientOut): void {
    if (message.kind === 'ViewReply') {
      if (message.view.number <= this.view.number) return
      this.view = message.view
      this.asksNext = false
      if (this.open !== null) this.timer('again', out)
    } else if (this.open !== null && textOf(message.id) === textOf(this.id)) {
      if (message.kind === 'Refusal') return out.setTimer('again', collectMs)
      this.open = null
      out.cancelTimer('again')
      out.finish(message.result)
    }
  }

  /** In turns calls the primary and asks who it is. */
  timer(_name: string, out: ClientOut): void {
    const { id, open: command, view } = this
    if (command === null) return
    if (this.asksNext || view.primary === null) out.send<GetView>(this.viewServer, { kind: 'GetView' })
    else out.send<Request>(view.primary, { kind: 'Request', id, viewNumber: view.number, command })
    this.asksNext = !this.asksNext
    out.setTimer('again', againMs)
  }
}

export default { viewServer: ViewServer, server: Server, client: Client } satisfies PrimaryBackup
