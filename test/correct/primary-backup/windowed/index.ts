import type {
  Address,
  Application,
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
  View,
  ViewReply,
} from '../../../../src/labs/primary-backup/index.ts'
import { Client } from './client.ts'
import { ViewServer } from './view-server.ts'

/*
 * A sliding window: up to `windowMax` requests of a view are on their way to the backup at a time, a message each, in
 * whatever order the network likes. The backup keeps those that come too early, executes without gaps, and acknowledges
 * both what it has executed and what it keeps. The primary sends again only what neither covers, executes what is
 * covered, and answers.
 *
 * Right, because: a request has one place of its view, so that both execute the same ones in the same order; the primary
 * executes and answers place n, reads too, only when the backup of this very view has executed 1…n (rules 2, 3); places
 * are given out only once the backup has the state, at-most-once data in it, and until then the view is not
 * acknowledged, so that nobody is promoted without it (rules 1, 5–7); what was under way in a former view is dropped,
 * and the client, who goes on asking every server that it knows, brings it again. Late copies say their view and place.
 */

const pingMs = 30
const windowMax = 3
const resendMs = 45

interface Base {
  readonly kind: 'Base'
  readonly viewNumber: number
  readonly snapshot: Snapshot
  readonly answers: Readonly<Record<Address, Answer>>
}

interface HasBase {
  readonly kind: 'HasBase'
  readonly viewNumber: number
}

/** Primary → backup: the request at place `place` (1 is the first of the view). */
interface Placed {
  readonly kind: 'Placed'
  readonly viewNumber: number
  readonly place: number
  readonly request: Request
}

/** Backup → primary: 1…`upTo` are executed, and `early` wait for what is missing between. */
interface Covered {
  readonly kind: 'Covered'
  readonly viewNumber: number
  readonly upTo: number
  readonly early: readonly number[]
}

interface Answer {
  readonly sequence: number
  readonly result: Result
}

class Server implements Node {
  private view: View = { number: 0, primary: null, backup: null }
  /** The view in which this server has what it needs. */
  private settled = 0
  private answers: Record<Address, Answer> = {}
  /** The last place of this view that is executed here. */
  private upTo = 0
  /** Primary: what has a place, from `upTo` + 1 on; the backup has none of the rest yet. Backup: what came early. */
  private placed = new Map<number, Request>()
  /** Primary: places after `upTo` that the backup keeps. */
  private kept: readonly number[] = []
  /** Primary: what has no place yet. */
  private line: Request[] = []

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
    } else this.resend(out)
  }

  receive(message: ViewReply | Request | Base | HasBase | Placed | Covered, from: Address, out: Out): void {
    if (message.kind === 'ViewReply') return this.adopt(message.view, out)
    if (message.kind === 'Request') return this.onRequest(message, from, out)
    if (message.viewNumber !== this.view.number) return
    if (this.view.primary === this.self) {
      if (message.kind === 'HasBase') this.settle(out)
      if (message.kind === 'Covered') this.onCovered(message, out)
    } else if (this.view.backup === this.self) {
      if (message.kind === 'Base') this.onBase(message, from, out)
      if (message.kind === 'Placed') this.onPlaced(message, from, out)
    }
  }

  private adopt(view: View, out: Out): void {
    if (view.number <= this.view.number) return
    this.view = view
    this.upTo = 0
    this.placed = new Map()
    this.kept = []
    this.line = []
    out.cancelTimer('resend')
    if (view.primary === this.self && view.backup !== null) this.resend(out)
    else if (view.backup !== this.self) this.settled = view.number
  }

  // --- primary

  private onRequest(request: Request, from: Address, out: Out): void {
    const { id } = request
    const { number: viewNumber, primary } = this.view
    if (primary !== this.self) return out.send<Refusal>(from, { kind: 'Refusal', id, viewNumber })
    const answer = this.answers[id.client]
    if (answer !== undefined && id.sequence <= answer.sequence) {
      if (this.settled === viewNumber) this.answer(id, out)
      return
    }
    const isUnderWay = [...this.placed.values(), ...this.line].some((other) => isSame(other.id, id))
    if (isUnderWay) return
    this.line.push({ ...request, command: this.app.decide(request.command) })
    this.fill(out)
  }

  private settle(out: Out): void {
    if (this.settled === this.view.number) return
    this.settled = this.view.number
    this.fill(out)
  }

  /** Gives places to those in the line as far as the window is open. */
  private fill(out: Out): void {
    if (this.settled !== this.view.number) return
    while (this.placed.size < windowMax) {
      const request = this.line.shift()
      if (request === undefined) return
      const place = this.upTo + this.placed.size + 1
      this.placed.set(place, request)
      if (this.view.backup === null) this.commit(place, out)
      else if (this.placed.size === 1) this.resend(out)
      else this.sendPlaced(place, request, out)
    }
  }

  private sendPlaced(place: number, request: Request, out: Out): void {
    const { backup, number: viewNumber } = this.view
    if (backup !== null) out.send<Placed>(backup, { kind: 'Placed', viewNumber, place, request })
  }

  private resend(out: Out): void {
    const { backup, number: viewNumber, primary } = this.view
    if (backup === null || primary !== this.self) return
    if (this.settled !== viewNumber) {
      const { answers } = this
      out.send<Base>(backup, { kind: 'Base', viewNumber, snapshot: this.app.snapshot(), answers })
    }
    for (const [place, request] of this.placed) {
      if (!this.kept.includes(place)) this.sendPlaced(place, request, out)
    }
    if (this.settled !== viewNumber || this.placed.size > 0) out.setTimer('resend', resendMs)
  }

  private onCovered({ upTo, early }: Covered, out: Out): void {
    if (upTo < this.upTo) return
    this.kept = early
    this.commit(upTo, out)
    this.fill(out)
  }

  private commit(upTo: number, out: Out): void {
    while (this.upTo < upTo) {
      const id = this.advance()
      if (id === null) return
      this.answer(id, out)
    }
  }

  private answer(id: RequestId, out: Out): void {
    const answer = this.answers[id.client]
    if (answer?.sequence !== id.sequence) return
    const { number: viewNumber } = this.view
    out.send<Reply>(id.client, { kind: 'Reply', id, viewNumber, result: answer.result })
  }

  // --- both

  /** Executes the next place, if it is known here. */
  private advance(): RequestId | null {
    const request = this.placed.get(this.upTo + 1)
    if (request === undefined) return null
    this.upTo += 1
    this.placed.delete(this.upTo)
    const { id, command } = request
    this.answers[id.client] = { sequence: id.sequence, result: this.app.execute(command) }
    return id
  }

  // --- backup

  private onBase({ viewNumber, snapshot, answers }: Base, from: Address, out: Out): void {
    if (this.settled !== viewNumber) {
      this.app.restore(snapshot)
      this.answers = { ...answers }
      this.settled = viewNumber
    }
    out.send<HasBase>(from, { kind: 'HasBase', viewNumber })
  }

  private onPlaced({ viewNumber, place, request }: Placed, from: Address, out: Out): void {
    if (this.settled !== viewNumber) return
    if (place > this.upTo) this.placed.set(place, request)
    while (this.advance() !== null);
    const early = [...this.placed.keys()]
    out.send<Covered>(from, { kind: 'Covered', viewNumber, upTo: this.upTo, early })
  }
}

function isSame(one: RequestId, other: RequestId): boolean {
  return one.client === other.client && one.sequence === other.sequence
}

export default { viewServer: ViewServer, server: Server, client: Client } satisfies PrimaryBackup
