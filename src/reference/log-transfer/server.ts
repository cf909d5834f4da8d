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
import {
  appended,
  lengthOf,
  requestsAfter,
  truncated,
  type Answered,
  type Checkpoint,
  type Log,
} from './log.ts'
import type { Append, Appended, Begin, ToServer } from './messages.ts'

/** So many executed requests are kept; then a checkpoint takes their place. */
const requestsMax = 4
/** So many requests are sent at a time. */
const requestsPerAppend = 3

/**
 * A server is primary, backup or idle, as the latest view it has heard of says.
 *
 * The state is a log. The primary puts a request at its end, sends the backup what that lacks, and executes and answers
 * each request when the backup has it (rule 2). To a new backup everything is lacking: it is given the log from the
 * checkpoint on, and replays it. So a state transfer is nothing but a backup that is far behind, and every request has
 * its place in the log before or after whatever the backup already has (rule 5).
 */
export class Server implements Node {
  protected view: View = { number: 0, primary: null, backup: null }
  /** The view that this server has entered: as the primary, once its backup has the log. This is what it pings. */
  protected entered = 0
  protected log: Log
  /** The number of the last request that is executed here. The state and `answered` are those after it. */
  protected executed = 0
  /** At-most-once data: the last executed request of each client. */
  protected answered = new Map<Address, Answered>()
  /** Primary: how much of the log the backup has; null: it has not said yet. */
  protected acknowledged: number | null = null

  constructor(
    readonly self: Address,
    readonly viewServer: Address,
    readonly app: Application,
  ) {
    this.log = {
      checkpoint: { upTo: 0, snapshot: app.snapshot(), answered: new Map() },
      requests: [],
    }
  }

  start(out: Out): void {
    this.timer('ping', out)
  }

  receive(message: ToServer, from: Address, out: Out): void {
    switch (message.kind) {
      case 'ViewReply':
        return this.adopt(message.view, out)
      case 'Request':
        return this.onRequest(message, from, out)
      case 'Begin':
        return this.onBegin(message, from, out)
      case 'Append':
        return this.onAppend(message, from, out)
      case 'Appended':
        return this.onAppended(message, out)
    }
  }

  timer(name: string, out: Out): void {
    if (name === 'ping') {
      this.ping(out)
      out.setTimer('ping', timing.pingEveryMs)
    }
    if (name === 'ship') this.ship(out)
  }

  protected ping(out: Out): void {
    out.send<Ping>(this.viewServer, { kind: 'Ping', viewNumber: this.entered })
  }

  // --- views

  /** Moves on to a newer view. A primary that stays one keeps its log, with what is not executed yet. */
  protected adopt(view: View, out: Out): void {
    if (view.number <= this.view.number) return
    this.view = view
    this.acknowledged = null
    out.cancelTimer('ship')
    if (view.backup === this.self) return
    if (view.primary === this.self && view.backup !== null) return this.ship(out)
    this.enter(out)
    if (view.primary === this.self) this.executeUpTo(lengthOf(this.log), out)
  }

  /** From here on this server acts in its view; the view server hears of it at once. */
  protected enter(out: Out): void {
    if (this.entered === this.view.number) return
    this.entered = this.view.number
    this.ping(out)
  }

  // --- requests

  protected onRequest(request: Request, from: Address, out: Out): void {
    const { id, viewNumber } = request
    if (this.view.primary !== this.self || viewNumber !== this.view.number) {
      out.send<Refusal>(from, { kind: 'Refusal', id, viewNumber: this.view.number })
      return
    }
    if (this.entered !== viewNumber) return
    if (this.isExecuted(request)) return this.reply(request, out)
    if (this.isLogged(request)) return
    this.append(request, out)
  }

  /** A client has one request at a time: whatever is not newer than its last executed one is a repetition. */
  protected isExecuted({ id }: Request): boolean {
    const last = this.answered.get(id.client)
    return last !== undefined && id.sequence <= last.sequence
  }

  /** It will be answered when the backup has it. */
  protected isLogged({ id }: Request): boolean {
    return requestsAfter(this.log, this.executed).some((logged) => logged.id.client === id.client)
  }

  /** What the input does not determine is decided here, once: the log holds the decision (slides 9, 44). */
  protected append(request: Request, out: Out): void {
    this.log = appended(this.log, { ...request, command: this.app.decide(request.command) })
    if (this.view.backup === null) this.executeUpTo(lengthOf(this.log), out)
    else this.ship(out)
  }

  /** Primary: executes and answers the log up to request `number`. */
  protected executeUpTo(number: number, out: Out): void {
    for (const request of requestsAfter(this.log, this.executed).slice(0, number - this.executed)) {
      this.execute(request)
      this.reply(request, out)
    }
    this.truncate()
  }

  /** The next request of the log. */
  protected execute({ id, command }: Request): void {
    this.answered.set(id.client, { sequence: id.sequence, result: this.app.execute(command) })
    this.executed += 1
  }

  /** Says nothing where the client has gone on to its next call. */
  protected reply({ id }: Request, out: Out): void {
    const last = this.answered.get(id.client)
    if (last === undefined || last.sequence !== id.sequence) return
    const { number: viewNumber } = this.view
    out.send<Reply>(id.client, { kind: 'Reply', id, viewNumber, result: last.result })
  }

  /** Only what is executed: the snapshot has nothing else. */
  protected truncate(): void {
    if (this.executed - this.log.checkpoint.upTo < requestsMax) return
    this.log = truncated(this.log, {
      upTo: this.executed,
      snapshot: this.app.snapshot(),
      answered: new Map(this.answered),
    })
  }

  // --- the primary sends the log

  /** The next piece of what the backup lacks. What it has is not known before its first answer. */
  protected ship(out: Out): void {
    const { number: viewNumber, backup } = this.view
    if (backup === null || this.view.primary !== this.self) return
    if (this.acknowledged === null) {
      out.send<Begin>(backup, { kind: 'Begin', view: this.view, checkpoint: this.log.checkpoint })
    } else {
      const requests = requestsAfter(this.log, this.acknowledged).slice(0, requestsPerAppend)
      if (requests.length === 0) return out.cancelTimer('ship')
      out.send<Append>(backup, { kind: 'Append', viewNumber, first: this.acknowledged + 1, requests })
    }
    out.setTimer('ship', timing.retryAfterMs)
  }

  protected onAppended({ viewNumber, upTo }: Appended, out: Out): void {
    if (this.view.primary !== this.self || viewNumber !== this.view.number) return
    if (this.acknowledged !== null && upTo <= this.acknowledged) return
    this.acknowledged = upTo
    // The view is entered when the backup has everything that a client may have been answered.
    if (upTo >= this.executed) {
      this.enter(out)
      this.executeUpTo(upTo, out)
    }
    this.ship(out)
  }

  // --- the backup replays it

  protected onBegin({ view, checkpoint }: Begin, from: Address, out: Out): void {
    this.adopt(view, out)
    if (view.number !== this.view.number || this.view.backup !== this.self) return
    // Once in a view: a second copy would undo what was replayed since.
    if (this.entered !== view.number) {
      this.install(checkpoint)
      this.enter(out)
    }
    this.acknowledge(from, out)
  }

  /** At first that is the blank state: a backup that is not a fresh server has something to forget. */
  protected install(checkpoint: Checkpoint): void {
    this.app.restore(checkpoint.snapshot)
    this.answered = new Map(checkpoint.answered)
    this.executed = checkpoint.upTo
    this.log = { checkpoint, requests: [] }
  }

  /** Rule 3: only in the view in which it was sent, and only as that view's backup. */
  protected onAppend({ viewNumber, first, requests }: Append, from: Address, out: Out): void {
    if (this.view.backup !== this.self || viewNumber !== this.view.number) return
    if (this.entered !== viewNumber) return
    for (const [i, request] of requests.entries()) {
      if (first + i !== this.executed + 1) continue
      this.log = appended(this.log, request)
      this.execute(request)
    }
    this.truncate()
    this.acknowledge(from, out)
  }

  protected acknowledge(from: Address, out: Out): void {
    out.send<Appended>(from, { kind: 'Appended', viewNumber: this.view.number, upTo: this.executed })
  }
}
