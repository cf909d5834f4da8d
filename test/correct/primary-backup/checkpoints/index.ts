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
 * Nothing is forwarded: the primary executes at once and sends its whole state, at-most-once data in it. A checkpoint may
 * hold several operations, reads too; the first of a view is the state transfer. Results are held back until the backup
 * has a checkpoint that covers them. A backup that is told of its view by a checkpoint need not wait for the view server.
 *
 * Right, because: what a client is told is in a state that the backup of this very view has (rules 2, 3), so that a
 * deposed primary, who gets no acknowledgement for its view, tells nothing; a newer checkpoint of a view replaces an
 * older one and never the other way round; the backup executes nothing of its own (rule 5) and has the at-most-once data
 * in every checkpoint (rule 7); the view is acknowledged after its first checkpoint (rules 1, 6). What a primary executed
 * and could not release stays in its state while it is primary, goes over with the next checkpoint, and is replaced by
 * another's once it is not.
 */

const pingMs = 20
const checkpointMs = 70

/** Primary → backup: its state after `version` executions in this view. */
interface Checkpoint {
  readonly kind: 'Checkpoint'
  readonly view: View
  readonly version: number
  readonly snapshot: Snapshot
  readonly told: readonly Told[]
}

/** Backup → primary: it has this version, or a later one. */
interface Has {
  readonly kind: 'Has'
  readonly viewNumber: number
  readonly version: number
}

/** The latest result of a client: what it was told, or will be. */
interface Told {
  readonly id: RequestId
  readonly result: Result
}

class Server implements Node {
  private view: View = { number: 0, primary: null, backup: null }
  private told: Told[] = []
  /** Executions in this view that are in this server's state; -1: it has no state of this view. */
  private version = -1
  /** Primary: the version that the backup has; -1: none yet. */
  private covered = -1
  /** Primary: the version that is on its way to the backup; -1: none is. */
  private sent = -1
  /** Primary: what may be told once a version is covered. */
  private held: { readonly version: number; readonly id: RequestId }[] = []
  /** The view that the pings say: the last one whose state this server had, at its own side and the backup's. */
  private pinged = 0

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
    else this.checkpoint(out)
  }

  receive(message: ViewReply | Request | Checkpoint | Has, from: Address, out: Out): void {
    switch (message.kind) {
      case 'ViewReply':
        return this.enter(message.view, out)
      case 'Request':
        return this.onRequest(message, from, out)
      case 'Checkpoint':
        return this.onCheckpoint(message, from, out)
      case 'Has':
        return this.onHas(message, out)
      default:
        return message satisfies never
    }
  }

  private ping(out: Out): void {
    out.send<Ping>(this.viewServer, { kind: 'Ping', viewNumber: this.pinged })
    out.setTimer('ping', pingMs)
  }

  private enter(view: View, out: Out): void {
    if (view.number <= this.view.number) return
    this.view = view
    this.version = -1
    this.covered = -1
    this.sent = -1
    out.cancelTimer('checkpoint')
    if (view.primary !== this.self) {
      this.held = []
      if (view.backup !== this.self) this.pinged = view.number
      return
    }
    this.version = 0
    this.held = this.held.map(({ id }) => ({ version: 0, id }))
    this.cover(out)
  }

  // --- primary

  private onRequest({ id, command }: Request, from: Address, out: Out): void {
    const { number: viewNumber, primary } = this.view
    if (primary !== this.self) return out.send<Refusal>(from, { kind: 'Refusal', id, viewNumber })
    const told = this.told.find((each) => each.id.client === id.client)
    if (told !== undefined && id.sequence < told.id.sequence) return
    if (told?.id.sequence !== id.sequence) {
      const result = this.app.execute(this.app.decide(command))
      this.told = [...this.told.filter((each) => each !== told), { id, result }]
      this.version += 1
    }
    if (!this.held.some((each) => isSame(each.id, id))) this.held.push({ version: this.version, id })
    this.cover(out)
  }

  /** Has the state covered, by the backup if there is one, and tells what may be told. */
  private cover(out: Out): void {
    if (this.view.backup === null) this.covered = this.version
    else if (this.covered < this.version && this.sent < 0) this.checkpoint(out)
    if (this.covered < 0) return
    this.pinged = this.view.number
    const free = this.held.filter(({ version }) => version <= this.covered)
    this.held = this.held.filter(({ version }) => version > this.covered)
    for (const { id } of free) this.tell(id, out)
  }

  private tell(id: RequestId, out: Out): void {
    const told = this.told.find((each) => isSame(each.id, id))
    if (told === undefined) return
    const { number: viewNumber } = this.view
    out.send<Reply>(id.client, { kind: 'Reply', id, viewNumber, result: told.result })
  }

  private checkpoint(out: Out): void {
    const { view, version, told } = this
    if (view.backup === null || view.primary !== this.self || this.covered === version) return
    this.sent = version
    const snapshot = this.app.snapshot()
    out.send<Checkpoint>(view.backup, { kind: 'Checkpoint', view, version, snapshot, told })
    out.setTimer('checkpoint', checkpointMs)
  }

  private onHas({ viewNumber, version }: Has, out: Out): void {
    if (this.view.primary !== this.self || viewNumber !== this.view.number || version <= this.covered) return
    this.covered = version
    if (version >= this.sent) {
      this.sent = -1
      out.cancelTimer('checkpoint')
    }
    this.cover(out)
  }

  // --- backup

  private onCheckpoint({ view, version, snapshot, told }: Checkpoint, from: Address, out: Out): void {
    this.enter(view, out)
    if (view.number !== this.view.number || view.backup !== this.self) return
    if (version > this.version) {
      this.app.restore(snapshot)
      this.told = [...told]
      this.version = version
      this.pinged = view.number
    }
    out.send<Has>(from, { kind: 'Has', viewNumber: view.number, version: this.version })
  }
}

function isSame(one: RequestId, other: RequestId): boolean {
  return one.client === other.client && one.sequence === other.sequence
}

export default { viewServer: ViewServer, server: Server, client: Client } satisfies PrimaryBackup
