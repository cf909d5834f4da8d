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
  View,
  ViewReply,
} from '../../../../src/labs/primary-backup/index.ts'
import { Client } from './client.ts'
import { ViewServer } from './view-server.ts'

/*
 * The log is kept for ever and never sent twice to the same server: a backup pulls what it lacks, also when it has been a
 * member before. It first says of which views its entries are; the primary finds how far the two logs agree, and the
 * backup cuts off the rest. No state is ever transferred. A server is one of four things, and its messages depend on
 * which: idle, alone, leading, following.
 *
 * Right, because: only the primary of a view makes entries of it, at the end of its log, so that two logs that have an
 * entry of the same view at the same index agree up to there; an entry is executed only when the backup of this view has
 * said (by asking for the next one) that it has it, or when there is no backup, and is answered then (rules 2, 3), so
 * that what is executed anywhere is in the log of every later primary and is never cut off; a view is acknowledged when
 * its backup has all that was in the log at its beginning (rules 1, 5, 6); and the at-most-once data is what executing
 * the log leaves behind (rule 7). A primary looks for a request in all of its log before it makes an entry.
 */

const pingMs = 30
const pullMs = 40
/** So many entries go in one message. */
const sliceMax = 2

/** A request with its outcome decided, and the view whose primary put it into the log. */
interface Entry {
  readonly viewNumber: number
  readonly request: Request
}

/** Backup → primary: the views of its entries, in order. It asks how much of that is right. */
interface Compare {
  readonly kind: 'Compare'
  readonly viewNumber: number
  readonly views: readonly number[]
}

/** Primary → backup: the first `length` entries are right. */
interface Agree {
  readonly kind: 'Agree'
  readonly viewNumber: number
  readonly length: number
}

/** Backup → primary: it has `length` entries, all right, and wants what follows. */
interface Pull {
  readonly kind: 'Pull'
  readonly viewNumber: number
  readonly length: number
}

/** Primary → backup: entries from index `from` on (the first has index 0), and how many the primary has executed. */
interface Slice {
  readonly kind: 'Slice'
  readonly viewNumber: number
  readonly from: number
  readonly entries: readonly Entry[]
  readonly executed: number
}

type Role =
  | { readonly kind: 'idle' }
  | { readonly kind: 'alone' }
  /** `base`: entries at the beginning of the view. `pulled`: what the backup has, null: nobody knows. */
  | { readonly kind: 'leading'; readonly base: number; readonly pulled: number | null }
  | { readonly kind: 'following'; readonly primary: Address; readonly agrees: boolean }

class Server implements Node {
  private viewNumber = 0
  private backup: Address | null = null
  private role: Role = { kind: 'idle' }
  private log: Entry[] = []
  private executed = 0
  private results = new Map<Address, { readonly sequence: number; readonly result: Result }>()
  private ready = 0

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
    else this.ask(out)
  }

  receive(message: ViewReply | Request | Compare | Agree | Pull | Slice, from: Address, out: Out): void {
    if (message.kind === 'ViewReply') return this.turn(message.view, out)
    if (message.kind === 'Request') return this.onRequest(message, from, out)
    if (message.viewNumber !== this.viewNumber) return
    switch (message.kind) {
      case 'Compare':
        return this.onCompare(message, from, out)
      case 'Agree':
        return this.onAgree(message, out)
      case 'Pull':
        return this.onPull(message, out)
      case 'Slice':
        return this.onSlice(message, out)
      default:
        return message satisfies never
    }
  }

  private ping(out: Out): void {
    out.send<Ping>(this.viewServer, { kind: 'Ping', viewNumber: this.ready })
    out.setTimer('ping', pingMs)
  }

  private turn({ number, primary, backup }: View, out: Out): void {
    if (number <= this.viewNumber) return
    this.viewNumber = number
    this.backup = backup
    this.role = this.roleOf(primary, backup)
    out.cancelTimer('pull')
    if (this.role.kind === 'following') return this.ask(out)
    if (this.role.kind === 'leading') return
    this.ready = number
    if (this.role.kind === 'alone') this.execute(this.log.length, out)
  }

  private roleOf(primary: Address | null, backup: Address | null): Role {
    if (backup === this.self && primary !== null) return { kind: 'following', primary, agrees: false }
    if (primary !== this.self) return { kind: 'idle' }
    return backup === null ? { kind: 'alone' } : { kind: 'leading', base: this.log.length, pulled: null }
  }

  private execute(upTo: number, out: Out): void {
    for (const { request } of this.log.slice(this.executed, upTo)) {
      const { id, command } = request
      this.results.set(id.client, { sequence: id.sequence, result: this.app.execute(command) })
      this.executed += 1
      if (this.role.kind !== 'following') this.answer(id, out)
    }
  }

  // --- alone, leading

  private onRequest(request: Request, from: Address, out: Out): void {
    const { id } = request
    const { role, viewNumber } = this
    if (role.kind === 'idle' || role.kind === 'following') {
      return out.send<Refusal>(from, { kind: 'Refusal', id, viewNumber })
    }
    const result = this.results.get(id.client)
    if (result !== undefined && id.sequence <= result.sequence) {
      if (this.ready === viewNumber) this.answer(id, out)
      return
    }
    if (this.log.slice(this.executed).some(({ request: { id: other } }) => isSame(other, id))) return
    this.log.push({ viewNumber, request: { ...request, command: this.app.decide(request.command) } })
    if (role.kind === 'alone') this.execute(this.log.length, out)
    else this.give(out)
  }

  private answer(id: RequestId, out: Out): void {
    const { viewNumber } = this
    const last = this.results.get(id.client)
    if (last?.sequence !== id.sequence) return
    out.send<Reply>(id.client, { kind: 'Reply', id, viewNumber, result: last.result })
  }

  private onCompare({ viewNumber, views }: Compare, from: Address, out: Out): void {
    if (this.role.kind !== 'leading') return
    // Of two logs, the last index at which both have an entry of the same view ends what they share.
    const length = views.findLastIndex((view, i) => view === this.log[i]?.viewNumber) + 1
    out.send<Agree>(from, { kind: 'Agree', viewNumber, length })
  }

  private onPull({ length }: Pull, out: Out): void {
    const { role } = this
    if (role.kind !== 'leading' || length < (role.pulled ?? 0)) return
    this.role = { ...role, pulled: length }
    if (length >= role.base) this.ready = this.viewNumber
    this.execute(length, out)
    this.give(out)
  }

  /** Sends what follows the latest pull, if there is anything. */
  private give(out: Out): void {
    const { role, backup, viewNumber, executed } = this
    if (role.kind !== 'leading' || role.pulled === null || backup === null) return
    const entries = this.log.slice(role.pulled, role.pulled + sliceMax)
    if (entries.length === 0) return
    out.send<Slice>(backup, { kind: 'Slice', viewNumber, from: role.pulled, entries, executed })
  }

  // --- following

  private ask(out: Out): void {
    const { role, viewNumber, log } = this
    if (role.kind !== 'following') return
    const views = log.map((entry) => entry.viewNumber)
    if (role.agrees) out.send<Pull>(role.primary, { kind: 'Pull', viewNumber, length: log.length })
    else out.send<Compare>(role.primary, { kind: 'Compare', viewNumber, views })
    out.setTimer('pull', pullMs)
  }

  private onAgree({ length }: Agree, out: Out): void {
    const { role } = this
    if (role.kind !== 'following' || role.agrees) return
    this.log = this.log.slice(0, length)
    this.role = { ...role, agrees: true }
    this.ready = this.viewNumber
    this.ask(out)
  }

  private onSlice({ from, entries, executed }: Slice, out: Out): void {
    if (this.role.kind !== 'following' || !this.role.agrees || from > this.log.length) return
    this.log.push(...entries.slice(this.log.length - from))
    this.execute(Math.min(executed, this.log.length), out)
    this.ask(out)
  }
}

function isSame(one: RequestId, other: RequestId): boolean {
  return one.client === other.client && one.sequence === other.sequence
}

export default { viewServer: ViewServer, server: Server, client: Client } satisfies PrimaryBackup
