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
  type View,
} from '../../labs/primary-backup/index.ts'
import type { Answered, Base, BaseInstalled, Save, Saved, ToServer } from './messages.ts'

/**
 * A server is primary, backup or idle, as the latest view it has heard of says.
 *
 * The primary takes one request at a time: it has the backup save it in its log, executes it when the backup has done
 * so, and replies (rule 2). The backup executes nothing. It has the state of the view's beginning and the log of
 * everything since, and executes the log when it is promoted, before it answers anyone (slide 8).
 */
export class Server implements Node {
  protected view: View = { number: 0, primary: null, backup: null }
  /** The view that this server has entered: as the primary, once its backup has the state. This is what it pings. */
  protected entered = 0
  /** At-most-once data: the last executed request of each client. */
  protected answered = new Map<Address, Answered>()
  /** Backup: what it has saved and not executed, in the order of execution. */
  protected log: Request[] = []
  /** Primary: how many entries of the log are behind `pending`. */
  protected saved = 0
  /** Primary: the request that waits until the backup has saved it. */
  protected pending: Request | null = null
  /** Primary: requests that wait for `pending`, the latest of each client. */
  protected waiting = new Map<Address, Request>()

  constructor(
    readonly self: Address,
    readonly viewServer: Address,
    readonly app: Application,
  ) {}

  start(out: Out): void {
    this.timer('ping', out)
  }

  receive(message: ToServer, from: Address, out: Out): void {
    switch (message.kind) {
      case 'ViewReply':
        return this.adopt(message.view, out)
      case 'Request':
        return this.onRequest(message, from, out)
      case 'Save':
        return this.onSave(message, from, out)
      case 'Saved':
        return this.onSaved(message, out)
      case 'Base':
        return this.onBase(message, from, out)
      case 'BaseInstalled':
        return this.onBaseInstalled(message, out)
    }
  }

  timer(name: string, out: Out): void {
    if (name === 'ping') {
      this.ping(out)
      out.setTimer('ping', timing.pingEveryMs)
    }
    if (name === 'base') this.sendBase(out)
    if (name === 'save') this.save(out)
  }

  protected ping(out: Out): void {
    out.send<Ping>(this.viewServer, { kind: 'Ping', viewNumber: this.entered })
  }

  // --- views

  /** Moves on to a newer view. What was pending is forgotten: the clients will ask again. */
  protected adopt(view: View, out: Out): void {
    if (view.number <= this.view.number) return
    // Only a backup that had entered its view has both parts of the state, the base and the log.
    if (this.isBackup() && view.primary === this.self) this.replay()
    this.view = view
    this.log = []
    this.saved = 0
    this.pending = null
    this.waiting.clear()
    out.cancelTimer('save')
    out.cancelTimer('base')
    if (view.primary === this.self && view.backup !== null) this.sendBase(out)
    else if (view.backup !== this.self) this.enter(out)
  }

  /** Promoted: from here on the state is that of the former primary, its at-most-once data too (rule 7). */
  protected replay(): void {
    for (const request of this.log) this.execute(request)
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
    if (this.isExecuted(request)) this.reply(request, out)
    else if (this.pending !== null) this.waiting.set(request.id.client, request)
    else this.serve(request, out)
  }

  /** A client has one request at a time: whatever is not newer than its last executed one is a repetition. */
  protected isExecuted({ id }: Request): boolean {
    const last = this.answered.get(id.client)
    return last !== undefined && id.sequence <= last.sequence
  }

  /** What the input does not determine is decided here, once: the log holds the decision (slides 9, 44). */
  protected serve(request: Request, out: Out): void {
    this.pending = { ...request, command: this.app.decide(request.command) }
    if (this.view.backup === null) this.complete(out)
    else this.save(out)
  }

  /** The backup has `pending`, or there is none. */
  protected complete(out: Out): void {
    if (this.pending === null) return
    this.execute(this.pending)
    this.reply(this.pending, out)
    this.pending = null
  }

  /** Executes a request that is not a repetition, and remembers the answer. */
  protected execute({ id, command }: Request): void {
    this.answered.set(id.client, { sequence: id.sequence, result: this.app.execute(command) })
  }

  /** Says nothing where the client has gone on to its next call. */
  protected reply({ id }: Request, out: Out): void {
    const last = this.answered.get(id.client)
    if (last === undefined || last.sequence !== id.sequence) return
    const { number: viewNumber } = this.view
    out.send<Reply>(id.client, { kind: 'Reply', id, viewNumber, result: last.result })
  }

  // --- the log

  protected save(out: Out): void {
    const { number: viewNumber, backup } = this.view
    if (this.pending === null || backup === null) return
    out.send<Save>(backup, { kind: 'Save', viewNumber, number: this.saved + 1, request: this.pending })
    out.setTimer('save', timing.retryAfterMs)
  }

  /** Rule 3: only in the view in which it was sent, and only as that view's backup, with the state. */
  protected onSave(save: Save, from: Address, out: Out): void {
    const { viewNumber, number, request } = save
    if (!this.isBackup() || viewNumber !== this.view.number) return
    if (number === this.log.length + 1) this.log.push(request)
    if (number <= this.log.length) out.send<Saved>(from, { kind: 'Saved', viewNumber, number })
  }

  protected onSaved({ viewNumber, number }: Saved, out: Out): void {
    if (viewNumber !== this.view.number || this.pending === null || number !== this.saved + 1) return
    this.saved = number
    out.cancelTimer('save')
    this.complete(out)
    const [next] = this.waiting.values()
    if (next === undefined) return
    this.waiting.delete(next.id.client)
    this.onRequest(next, next.id.client, out)
  }

  // --- state transfer

  /** Nothing is executed before the backup has it: every request is wholly before or wholly after it (rule 5). */
  protected sendBase(out: Out): void {
    if (this.view.backup === null) return
    out.send<Base>(this.view.backup, {
      kind: 'Base',
      view: this.view,
      snapshot: this.app.snapshot(),
      answered: this.answered,
    })
    out.setTimer('base', timing.retryAfterMs)
  }

  protected onBase(base: Base, from: Address, out: Out): void {
    this.adopt(base.view, out)
    if (base.view.number !== this.view.number || this.view.backup !== this.self) return
    // Once in a view: a second copy would lie beneath a log that begins at the first.
    if (!this.isBackup()) {
      this.install(base)
      this.enter(out)
    }
    out.send<BaseInstalled>(from, { kind: 'BaseInstalled', viewNumber: this.view.number })
  }

  protected install({ snapshot, answered }: Base): void {
    this.app.restore(snapshot)
    this.answered = new Map(answered)
  }

  protected onBaseInstalled({ viewNumber }: BaseInstalled, out: Out): void {
    if (this.view.primary !== this.self || viewNumber !== this.view.number || this.isPrimary()) return
    out.cancelTimer('base')
    this.enter(out)
  }
}
