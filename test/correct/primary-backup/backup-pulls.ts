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
  Result,
  Snapshot,
  ToClient,
  ToViewServer,
  View,
  ViewReply,
} from '../../../src/labs/primary-backup/index.ts'

/*
 * The primary never sends anything of its own accord: the backup pulls. A pull names the next operation that the
 * backup wants, and so says that it has executed all before it. Several operations may wait at a time. The first view
 * has a backup, the view server looks at its clock only and pushes nothing, and requests are taken whatever view they
 * name, since the at-most-once data knows them.
 */

const tickMs = 20
const lookMs = 50
const looksMissedMax = 4
const patienceMs = 150

class ViewServer implements Node {
  private view: View = { number: 0, primary: null, backup: null }
  private acked = false
  private looks = 0
  /** The look at which each server was last heard of. */
  private heard = new Map<Address, number>()

  constructor(readonly self: Address) {}

  start(out: Out): void {
    out.setTimer('look', lookMs)
  }

  receive(message: ToViewServer, from: Address, out: Out): void {
    if (message.kind === 'Ping') {
      this.heard.set(from, this.looks)
      if (from === this.view.primary && message.viewNumber === this.view.number) this.acked = true
    }
    out.send<ViewReply>(from, { kind: 'ViewReply', view: this.view })
  }

  timer(_name: string, out: Out): void {
    this.looks += 1
    out.setTimer('look', lookMs)
    if (this.view.number > 0 && !this.acked) return
    const alive = [...this.heard.keys()].filter((server) => this.isAlive(server))
    const primary = this.primaryOf(alive)
    if (primary === null) return
    const spare = alive.filter((server) => server !== primary)
    const { backup: old } = this.view
    const backup = old !== null && spare.includes(old) ? old : (spare[0] ?? null)
    if (primary === this.view.primary && backup === old) return
    this.view = { number: this.view.number + 1, primary, backup }
    this.acked = false
  }

  private primaryOf(alive: readonly Address[]): Address | null {
    if (this.view.number === 0) return alive[0] ?? null
    const { primary, backup } = this.view
    if (primary !== null && this.isAlive(primary)) return primary
    return backup !== null && this.isAlive(backup) ? backup : null
  }

  private isAlive(server: Address): boolean {
    return this.looks - (this.heard.get(server) ?? -Infinity) <= looksMissedMax
  }
}

/** Backup → primary: it has executed everything before operation `next` of this view; null: it has no state. */
interface Pull {
  readonly kind: 'Pull'
  readonly viewNumber: number
  readonly next: number | null
}

/** Primary → backup: the state, in which everything before operation `next` is executed. */
interface State {
  readonly kind: 'State'
  readonly viewNumber: number
  readonly snapshot: Snapshot
  readonly last: ReadonlyMap<Address, Last>
  readonly next: number
}

/** Primary → backup: the operations from number `first` on. */
interface Operations {
  readonly kind: 'Operations'
  readonly viewNumber: number
  readonly first: number
  readonly requests: readonly Request[]
}

interface Last {
  readonly sequence: number
  readonly result: Result
}

class Server implements Node {
  private view: View = { number: 0, primary: null, backup: null }
  /** The view for which this server is ready. */
  private ready = 0
  private last = new Map<Address, Last>()
  /** Primary: how many operations of this view it has executed, and those that follow. */
  private executed = 0
  private queue: Request[] = []
  /** Backup: the number of the operation that it wants. */
  private next: number | null = null

  constructor(
    readonly self: Address,
    readonly viewServer: Address,
    readonly app: Application,
  ) {}

  start(out: Out): void {
    this.timer('tick', out)
  }

  timer(_name: string, out: Out): void {
    out.send<Ping>(this.viewServer, { kind: 'Ping', viewNumber: this.ready })
    this.pull(out)
    out.setTimer('tick', tickMs)
  }

  receive(message: ViewReply | Request | Pull | State | Operations, from: Address, out: Out): void {
    if (message.kind === 'ViewReply') return this.onView(message.view, out)
    if (message.kind === 'Request') return this.onRequest(message, from, out)
    if (message.viewNumber !== this.view.number) return
    if (message.kind === 'Pull') this.onPull(message, from, out)
    else if (this.view.backup === this.self) this.onNews(message, out)
  }

  private onView(view: View, out: Out): void {
    if (view.number <= this.view.number) return
    this.view = view
    this.executed = 0
    this.queue = []
    this.next = null
    const waits = view.backup !== null && (view.primary === this.self || view.backup === this.self)
    if (!waits) this.ready = view.number
    this.pull(out)
  }

  private onRequest(request: Request, from: Address, out: Out): void {
    const { client, sequence } = request.id
    if (this.view.primary !== this.self) {
      out.send<Refusal>(from, { kind: 'Refusal', id: request.id, viewNumber: this.view.number })
      return
    }
    if (this.ready !== this.view.number) return
    const last = this.last.get(client)
    if (last !== undefined && sequence <= last.sequence) {
      if (sequence === last.sequence) this.reply(request, last.result, out)
      return
    }
    if (this.queue.some(({ id }) => id.client === client && id.sequence === sequence)) return
    this.queue.push({ ...request, command: this.app.decide(request.command) })
    if (this.view.backup === null) this.advance(this.executed + 1, out)
  }

  // --- primary

  private onPull({ next }: Pull, from: Address, out: Out): void {
    if (this.view.primary !== this.self || this.view.backup !== from) return
    const { number: viewNumber } = this.view
    if (next === null) {
      const { last } = this
      const snapshot = this.app.snapshot()
      out.send<State>(from, { kind: 'State', viewNumber, snapshot, last, next: this.executed + 1 })
      return
    }
    this.ready = viewNumber
    this.advance(next - 1, out)
    if (this.queue.length === 0) return
    const first = this.executed + 1
    out.send<Operations>(from, { kind: 'Operations', viewNumber, first, requests: this.queue })
  }

  /** Executes and answers the operations up to this number. */
  private advance(number: number, out: Out): void {
    while (this.executed < number) {
      const request = this.queue.shift()
      if (request === undefined) return
      this.executed += 1
      this.reply(request, this.execute(request), out)
    }
  }

  private reply({ id }: Request, result: Result, out: Out): void {
    out.send<Reply>(id.client, { kind: 'Reply', id, viewNumber: this.view.number, result })
  }

  private execute({ id, command }: Request): Result {
    const result = this.app.execute(command)
    this.last.set(id.client, { sequence: id.sequence, result })
    return result
  }

  // --- backup

  private pull(out: Out): void {
    const { number, primary, backup } = this.view
    if (backup !== this.self || primary === null) return
    out.send<Pull>(primary, { kind: 'Pull', viewNumber: number, next: this.next })
  }

  private onNews(message: State | Operations, out: Out): void {
    if (message.kind === 'State') {
      if (this.next !== null) return
      this.app.restore(message.snapshot)
      this.last = new Map(message.last)
      this.next = message.next
      this.ready = this.view.number
    } else {
      for (const [i, request] of message.requests.entries()) {
        if (message.first + i !== this.next) continue
        this.execute(request)
        this.next += 1
      }
    }
    this.pull(out)
  }
}

class Client implements ClientNode {
  private view: View = { number: 0, primary: null, backup: null }
  private sequence = 0
  private command: Command | null = null

  constructor(
    readonly self: Address,
    readonly viewServer: Address,
  ) {}

  submit(command: Command, out: ClientOut): void {
    this.sequence += 1
    this.command = command
    if (this.view.primary === null) this.ask(out)
    else this.call(out)
    out.setTimer('impatient', patienceMs)
  }

  receive(message: ToClient, _from: Address, out: ClientOut): void {
    if (message.kind === 'ViewReply') {
      if (message.view.number > this.view.number) this.view = message.view
      return this.call(out)
    }
    if (this.command === null || message.id.sequence !== this.sequence) return
    if (message.kind === 'Refusal') {
      if (message.viewNumber > this.view.number) this.ask(out)
      return
    }
    this.command = null
    out.cancelTimer('impatient')
    out.finish(message.result)
  }

  timer(_name: string, out: ClientOut): void {
    if (this.command === null) return
    this.ask(out)
    out.setTimer('impatient', patienceMs)
  }

  private ask(out: Out): void {
    out.send<GetView>(this.viewServer, { kind: 'GetView' })
  }

  private call(out: Out): void {
    const { command, sequence, self, view } = this
    if (command === null || view.primary === null) return
    const id = { client: self, sequence }
    out.send<Request>(view.primary, { kind: 'Request', id, viewNumber: view.number, command })
  }
}

export default { viewServer: ViewServer, server: Server, client: Client } satisfies PrimaryBackup
