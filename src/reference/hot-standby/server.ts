import {
  timing,
  type Address,
  type Application,
  type Node,
  type Out,
  type Ping,
  type Refusal,
  type Reply,
  type Request,
  type Result,
  type View,
} from '../../labs/primary-backup/index.ts'
import type { Answered, Forward, ForwardAck, ToServer, Transfer, TransferAck } from './messages.ts'

/**
 * A server is primary, backup or idle, as the latest view it has heard of says.
 *
 * The primary takes one request at a time: it forwards it, waits for the backup's acknowledgement, executes and
 * replies (rule 2). Nothing is executed while the state is on its way to a new backup, so that every request is
 * wholly before or wholly after the transfer (rule 5).
 */
export class Server implements Node {
  protected view: View = { number: 0, primary: null, backup: null }
  /** The view that this server has entered: as the primary, once its backup has the state. This is what it pings. */
  protected entered = 0
  /** At-most-once data: the last request of each client. */
  protected answered = new Map<Address, Answered>()
  /** Primary: the request that waits for the backup, with its outcome decided. */
  protected pending: Request | null = null
  /** Primary: requests that wait for `pending`, the latest of each client. */
  protected waiting = new Map<Address, Request>()

  constructor(
    readonly self: Address,
    readonly viewServer: Address,
    readonly app: Application,
  ) {}

  start(out: Out): void {
    this.ping(out)
    out.setTimer('ping', timing.pingEveryMs)
  }

  receive(message: ToServer, from: Address, out: Out): void {
    switch (message.kind) {
      case 'ViewReply':
        return this.adopt(message.view, out)
      case 'Request':
        return this.onRequest(message, from, out)
      case 'Forward':
        return this.onForward(message, from, out)
      case 'ForwardAck':
        return this.onForwardAck(message, out)
      case 'Transfer':
        return this.onTransfer(message, from, out)
      case 'TransferAck':
        return this.onTransferAck(message, out)
    }
  }

  timer(name: string, out: Out): void {
    if (name === 'ping') {
      this.ping(out)
      out.setTimer('ping', timing.pingEveryMs)
    }
    if (name === 'transfer') this.transfer(out)
    if (name === 'forward') this.forward(out)
  }

  protected ping(out: Out): void {
    out.send<Ping>(this.viewServer, { kind: 'Ping', viewNumber: this.entered })
  }

  // --- views

  /** Moves on to a newer view. What was pending is forgotten: the clients will ask again. */
  protected adopt(view: View, out: Out): void {
    if (!this.isNews(view)) return
    this.view = view
    this.pending = null
    this.waiting.clear()
    out.cancelTimer('forward')
    out.cancelTimer('transfer')
    this.takeRole(out)
  }

  protected isNews(view: View): boolean {
    return view.number > this.view.number
  }

  /** A primary first gives the state to its backup, a backup waits for it; everyone else enters at once. */
  protected takeRole(out: Out): void {
    if (this.view.primary === this.self && this.view.backup !== null) this.transfer(out)
    else if (this.view.backup !== this.self) this.enter(out)
  }

  /** From here on this server acts in its view; the view server hears of it at once. */
  protected enter(out: Out): void {
    this.entered = this.view.number
    this.ping(out)
  }

  protected isPrimary(): boolean {
    return this.view.primary === this.self && this.entered === this.view.number
  }

  protected isBackup(): boolean {
    return this.view.backup === this.self && this.entered === this.view.number
  }

  // --- requests

  protected onRequest(request: Request, from: Address, out: Out): void {
    if (this.view.primary !== this.self || request.viewNumber !== this.view.number) {
      out.send<Refusal>(from, { kind: 'Refusal', id: request.id, viewNumber: this.view.number })
      return
    }
    if (!this.isPrimary()) return
    if (this.isAnswered(request)) return this.replyAgain(request, out)
    this.serve(request, out)
  }

  /** Executes a request, once the backup has it; one at a time. */
  protected serve(request: Request, out: Out): void {
    if (this.view.backup === null) return this.complete(request, out)
    if (this.pending !== null) {
      this.waiting.set(request.id.client, request)
      return
    }
    this.pending = this.decided(request)
    this.forward(out)
  }

  /** What time it is, or which number is drawn, the primary decides once, for both (slides 9, 44). */
  protected decided(request: Request): Request {
    return { ...request, command: this.app.decide(request.command) }
  }

  /** A client has one request at a time: whatever is not newer than its last answered one is a repetition. */
  protected isAnswered(request: Request): boolean {
    const last = this.answered.get(request.id.client)
    return last !== undefined && request.id.sequence <= last.sequence
  }

  protected replyAgain(request: Request, out: Out): void {
    const last = this.answered.get(request.id.client)
    if (last !== undefined && last.sequence === request.id.sequence) this.reply(request, last.result, out)
  }

  protected complete(request: Request, out: Out): void {
    this.reply(request, this.execute(request), out)
  }

  /** Executes a request that is not a repetition, and remembers the answer. */
  protected execute(request: Request): Result {
    const result = this.app.execute(request.command)
    this.answered.set(request.id.client, { sequence: request.id.sequence, result })
    return result
  }

  protected reply(request: Request, result: Result, out: Out): void {
    out.send<Reply>(request.id.client, {
      kind: 'Reply',
      id: request.id,
      viewNumber: this.view.number,
      result,
    })
  }

  // --- forwarding

  protected forward(out: Out): void {
    if (this.pending === null || this.view.backup === null) return
    out.send<Forward>(this.view.backup, {
      kind: 'Forward',
      viewNumber: this.view.number,
      request: this.pending,
    })
    out.setTimer('forward', timing.retryAfterMs)
  }

  protected onForward(forward: Forward, from: Address, out: Out): void {
    if (!this.acceptsForward(forward)) return
    if (!this.isAnswered(forward.request)) this.execute(forward.request)
    this.acknowledgeForward(forward, from, out)
  }

  /** Rule 3: only in the view in which it was sent, and only as that view's backup, with the state. */
  protected acceptsForward(forward: Forward): boolean {
    return this.isBackup() && forward.viewNumber === this.view.number
  }

  protected acknowledgeForward(forward: Forward, from: Address, out: Out): void {
    out.send<ForwardAck>(from, {
      kind: 'ForwardAck',
      viewNumber: forward.viewNumber,
      id: forward.request.id,
    })
  }

  protected onForwardAck(ack: ForwardAck, out: Out): void {
    const request = this.pending
    if (request === null || !this.completes(ack, request)) return
    this.pending = null
    out.cancelTimer('forward')
    this.complete(request, out)
    const next = this.nextWaiting()
    if (next !== null) this.onRequest(next, next.id.client, out)
  }

  protected completes(ack: ForwardAck, request: Request): boolean {
    return (
      ack.viewNumber === this.view.number &&
      ack.id.client === request.id.client &&
      ack.id.sequence === request.id.sequence
    )
  }

  protected nextWaiting(): Request | null {
    for (const [client, request] of this.waiting) {
      this.waiting.delete(client)
      return request
    }
    return null
  }

  // --- state transfer

  protected transfer(out: Out): void {
    if (this.view.backup === null) return
    out.send<Transfer>(this.view.backup, {
      kind: 'Transfer',
      view: this.view,
      snapshot: this.app.snapshot(),
      answered: this.answered,
    })
    out.setTimer('transfer', timing.retryAfterMs)
  }

  protected onTransfer(transfer: Transfer, from: Address, out: Out): void {
    this.adopt(transfer.view, out)
    if (transfer.view.number !== this.view.number || this.view.backup !== this.self) return
    if (this.acceptsTransfer()) {
      this.install(transfer)
      this.enter(out)
    }
    out.send<TransferAck>(from, { kind: 'TransferAck', viewNumber: this.view.number })
  }

  /** Once in a view: a second copy would undo what was executed since. */
  protected acceptsTransfer(): boolean {
    return !this.isBackup()
  }

  protected install(transfer: Transfer): void {
    this.app.restore(transfer.snapshot)
    this.answered = new Map(transfer.answered)
  }

  protected onTransferAck(ack: TransferAck, out: Out): void {
    if (this.view.primary !== this.self || ack.viewNumber !== this.view.number || this.isPrimary()) return
    out.cancelTimer('transfer')
    this.enter(out)
  }
}
