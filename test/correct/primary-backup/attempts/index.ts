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
 * The backup keeps the log and executes it when it is promoted (slide 8). The last entry of its log may be replaced as
 * long as the primary has not had its acknowledgement: a primary that waits in vain puts another request in the same
 * place, as a later attempt. The view server tells everyone who ever asked, clients too.
 */

const pingMs = 30
const saveMs = 75
/** So often the same request is sent before another may take its place. */
const triesMax = 10
const baseMs = 110
const retryMs = 130

/** Primary → backup: put the request at this place (1 is the first of the view) of the log. */
interface Save {
  readonly kind: 'Save'
  readonly viewNumber: number
  readonly place: number
  readonly attempt: number
  readonly request: Request
}

interface Saved {
  readonly kind: 'Saved'
  readonly viewNumber: number
  readonly place: number
  readonly attempt: number
}

/** Primary → backup: where the log begins. */
interface Base {
  readonly kind: 'Base'
  readonly viewNumber: number
  readonly snapshot: Snapshot
  readonly done: ReadonlyMap<Address, Done>
}

interface BaseKept {
  readonly kind: 'BaseKept'
  readonly viewNumber: number
}

interface Done {
  readonly sequence: number
  readonly result: Result
}

class Server implements Node {
  private view: View = { number: 0, primary: null, backup: null }
  private settled = 0
  private done = new Map<Address, Done>()
  /** Primary: requests that wait; the first is being saved. */
  private queue: Request[] = []
  private place = 1
  private attempt = 1
  private tries = 0
  /** Backup: what it has not executed, and the attempt of the last entry. */
  private log: Request[] = []
  private lastAttempt = 0

  constructor(
    readonly self: Address,
    readonly viewServer: Address,
    readonly app: Application,
  ) {}

  start(out: Out): void {
    this.timer('ping', out)
  }

  timer(name: string, out: Out): void {
    if (name === 'ping') {
      out.send<Ping>(this.viewServer, { kind: 'Ping', viewNumber: this.settled })
      out.setTimer('ping', pingMs)
    }
    if (name === 'base') this.sendBase(out)
    if (name === 'save') this.save(out)
  }

  receive(message: ViewReply | Request | Save | Saved | Base | BaseKept, from: Address, out: Out): void {
    if (message.kind === 'ViewReply') return this.onView(message.view, out)
    if (message.kind === 'Request') return this.onRequest(message, from, out)
    if (message.viewNumber !== this.view.number) return
    if (this.view.primary === this.self) {
      if (message.kind === 'BaseKept') this.settle(out)
      if (message.kind === 'Saved' && message.place === this.place && message.attempt === this.attempt) {
        this.onSaved(out)
      }
    } else if (this.view.backup === this.self) {
      if (message.kind === 'Base') this.onBase(message, from, out)
      if (message.kind === 'Save' && this.settled === this.view.number) this.onSave(message, from, out)
    }
  }

  private onView(view: View, out: Out): void {
    if (view.number <= this.view.number) return
    const wasBackup = this.view.backup === this.self && this.settled === this.view.number
    this.view = view
    if (wasBackup && view.primary === this.self) for (const request of this.log) this.execute(request)
    this.queue = []
    this.place = 1
    this.attempt = 1
    this.tries = 0
    this.log = []
    this.lastAttempt = 0
    out.cancelTimer('save')
    out.cancelTimer('base')
    if (view.primary === this.self && view.backup !== null) this.sendBase(out)
    else if (view.backup !== this.self) this.settle(out)
  }

  private settle(out: Out): void {
    if (this.settled === this.view.number) return
    this.settled = this.view.number
    out.cancelTimer('base')
    this.timer('ping', out)
  }

  // --- primary

  private sendBase(out: Out): void {
    const { number: viewNumber, backup } = this.view
    if (backup === null) return
    out.send<Base>(backup, { kind: 'Base', viewNumber, snapshot: this.app.snapshot(), done: this.done })
    out.setTimer('base', baseMs)
  }

  private onRequest(request: Request, from: Address, out: Out): void {
    const { id, viewNumber } = request
    if (this.view.primary !== this.self || viewNumber !== this.view.number) {
      out.send<Refusal>(from, { kind: 'Refusal', id, viewNumber: this.view.number })
      return
    }
    if (this.settled !== viewNumber) return
    if (id.sequence <= (this.done.get(id.client)?.sequence ?? 0)) return this.reply(id, out)
    if (this.queue.some((other) => other.id.client === id.client)) return
    this.queue.push({ ...request, command: this.app.decide(request.command) })
    if (this.view.backup === null) this.onSaved(out)
    else if (this.queue.length === 1) this.save(out)
  }

  private save(out: Out): void {
    const [first, ...others] = this.queue
    const { number: viewNumber, backup } = this.view
    if (first === undefined || backup === null) return
    this.tries += 1
    if (this.tries > triesMax && others.length > 0) {
      this.queue = [...others, first]
      this.attempt += 1
      this.tries = 1
    }
    const { place, attempt } = this
    const request = this.queue[0] ?? first
    out.send<Save>(backup, { kind: 'Save', viewNumber, place, attempt, request })
    out.setTimer('save', saveMs)
  }

  /** The first request has its place for good. */
  private onSaved(out: Out): void {
    const request = this.queue.shift()
    if (request === undefined) return
    this.execute(request)
    this.reply(request.id, out)
    this.place += 1
    this.attempt = 1
    this.tries = 0
    out.cancelTimer('save')
    this.save(out)
  }

  private reply(id: RequestId, out: Out): void {
    const last = this.done.get(id.client)
    if (last === undefined || last.sequence !== id.sequence) return
    const { number: viewNumber } = this.view
    out.send<Reply>(id.client, { kind: 'Reply', id, viewNumber, result: last.result })
  }

  private execute({ id, command }: Request): void {
    this.done.set(id.client, { sequence: id.sequence, result: this.app.execute(command) })
  }

  // --- backup

  private onBase({ viewNumber, snapshot, done }: Base, from: Address, out: Out): void {
    if (this.settled !== viewNumber) {
      this.app.restore(snapshot)
      this.done = new Map(done)
      this.settle(out)
    }
    out.send<BaseKept>(from, { kind: 'BaseKept', viewNumber })
  }

  private onSave({ viewNumber, place, attempt, request }: Save, from: Address, out: Out): void {
    const last = this.log.length
    const isNext = place === last + 1
    if (isNext || (place === last && attempt > this.lastAttempt)) {
      this.log[place - 1] = request
      this.lastAttempt = attempt
    }
    if (place === this.log.length && attempt === this.lastAttempt) {
      out.send<Saved>(from, { kind: 'Saved', viewNumber, place, attempt })
    }
  }
}

class Client implements ClientNode {
  private view: View = { number: 0, primary: null, backup: null }
  private command: Command | null = null
  private sequence = 0

  constructor(
    readonly self: Address,
    readonly viewServer: Address,
  ) {}

  submit(command: Command, out: ClientOut): void {
    this.command = command
    this.sequence += 1
    this.send(out)
  }

  timer(_name: string, out: ClientOut): void {
    out.send<GetView>(this.viewServer, { kind: 'GetView' })
    this.send(out)
  }

  receive(message: ToClient, _from: Address, out: ClientOut): void {
    if (message.kind === 'ViewReply') {
      if (message.view.number <= this.view.number) return
      this.view = message.view
      if (this.command !== null) this.send(out)
      return
    }
    if (message.kind === 'Refusal' || this.command === null || message.id.sequence !== this.sequence) return
    this.command = null
    out.cancelTimer('retry')
    out.finish(message.result)
  }

  private send(out: Out): void {
    const { view, command, self, sequence } = this
    out.setTimer('retry', retryMs)
    if (command === null) return
    const id = { client: self, sequence }
    if (view.primary === null) out.send<GetView>(this.viewServer, { kind: 'GetView' })
    else out.send<Request>(view.primary, { kind: 'Request', id, viewNumber: view.number, command })
  }
}

export default { viewServer: ViewServer, server: Server, client: Client } satisfies PrimaryBackup
