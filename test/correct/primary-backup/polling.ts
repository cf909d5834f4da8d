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
  Reply,
  Request,
  Snapshot,
  ToClient,
  ToViewServer,
  View,
  ViewReply,
} from '../../../src/labs/primary-backup/index.ts'

/*
 * The view server only ever answers, and promotes in two steps: first the backup alone, then with a new backup.
 * Clients poll the view while they wait, and send to both members. The primary executes first, copies the request and
 * its whole Reply to the backup, and answers when that has them; there is one request at a time and no queue, others
 * must ask again. After a failover the stored Reply is sent again as it is, with the number of the view it was made in.
 * Nobody ever refuses: who is not primary is silent.
 */

const pingMs = 35
const ageMs = 70
const ageMax = 3
const copyMs = 90
const imageMs = 65
const pollMs = 50

class ViewServer implements Node {
  private view: View = { number: 0, primary: null, backup: null }
  private isAcked = false
  private ages = new Map<Address, number>()

  constructor(readonly self: Address) {}

  start(out: Out): void {
    out.setTimer('age', ageMs)
  }

  timer(_name: string, out: Out): void {
    for (const [server, age] of this.ages) this.ages.set(server, age + 1)
    out.setTimer('age', ageMs)
  }

  receive(message: ToViewServer, from: Address, out: Out): void {
    if (message.kind === 'Ping') {
      this.ages.set(from, 0)
      this.isAcked ||= this.view.primary === from && this.view.number === message.viewNumber
    }
    if (this.isAcked || this.view.number === 0) this.decide()
    out.send<ViewReply>(from, { kind: 'ViewReply', view: this.view })
  }

  private decide(): void {
    const { number, primary, backup } = this.view
    const young = [...this.ages.keys()].filter((server) => this.isYoung(server))
    if (number === 0) this.become(young[0] ?? null, null)
    else if (primary !== null && !this.isYoung(primary)) {
      if (backup !== null && this.isYoung(backup)) this.become(backup, null)
    } else if (backup !== null) {
      if (!this.isYoung(backup)) this.become(primary, null)
    } else {
      const idle = young.find((server) => server !== primary)
      if (idle !== undefined) this.become(primary, idle)
    }
  }

  private become(primary: Address | null, backup: Address | null): void {
    if (primary === null) return
    this.view = { number: this.view.number + 1, primary, backup }
    this.isAcked = false
  }

  private isYoung(server: Address): boolean {
    return (this.ages.get(server) ?? ageMax) < ageMax
  }
}

/** Primary → backup: the request and what it was answered. `slot` is 1 for the first of the view. */
interface Copy {
  readonly kind: 'Copy'
  readonly viewNumber: number
  readonly slot: number
  readonly command: Command
  readonly reply: Reply
}

interface CopyKept {
  readonly kind: 'CopyKept'
  readonly viewNumber: number
  readonly slot: number
}

interface Image {
  readonly kind: 'Image'
  readonly viewNumber: number
  readonly snapshot: Snapshot
  readonly replies: ReadonlyMap<Address, Reply>
}

interface ImageKept {
  readonly kind: 'ImageKept'
  readonly viewNumber: number
}

class Server implements Node {
  private view: View = { number: 0, primary: null, backup: null }
  private readyFor = 0
  /** The latest Reply to each client. */
  private replies = new Map<Address, Reply>()
  /** The latest slot of the view: filled by the primary, kept by the backup. */
  private slot = 0
  /** Primary: the copy that the backup does not yet have. */
  private copy: Copy | null = null

  constructor(
    readonly self: Address,
    readonly viewServer: Address,
    readonly app: Application,
  ) {}

  start(out: Out): void {
    this.timer('ping', out)
  }

  timer(name: string, out: Out): void {
    const { backup, number: viewNumber } = this.view
    if (name === 'ping') {
      out.send<Ping>(this.viewServer, { kind: 'Ping', viewNumber: this.readyFor })
      out.setTimer('ping', pingMs)
    } else if (name === 'copy' && backup !== null && this.copy !== null) {
      out.send<Copy>(backup, this.copy)
      out.setTimer('copy', copyMs)
    } else if (name === 'image' && backup !== null) {
      const { replies } = this
      out.send<Image>(backup, { kind: 'Image', viewNumber, snapshot: this.app.snapshot(), replies })
      out.setTimer('image', imageMs)
    }
  }

  receive(message: ViewReply | Request | Copy | CopyKept | Image | ImageKept, from: Address, out: Out): void {
    if (message.kind === 'ViewReply') return this.enterView(message.view, out)
    if (message.viewNumber !== this.view.number) return
    const isReady = this.readyFor === this.view.number
    if (this.view.primary === this.self) {
      if (message.kind === 'Request' && isReady) this.onRequest(message, out)
      if (message.kind === 'CopyKept' && message.slot === this.copy?.slot) this.release(this.copy.reply, out)
      if (message.kind === 'ImageKept') {
        out.cancelTimer('image')
        this.readyFor = this.view.number
      }
    } else if (this.view.backup === this.self) {
      if (message.kind === 'Copy' && isReady) this.onCopy(message, from, out)
      if (message.kind === 'Image') this.onImage(message, from, out)
    }
  }

  private enterView(view: View, out: Out): void {
    if (view.number <= this.view.number) return
    this.view = view
    this.slot = 0
    this.copy = null
    out.cancelTimer('copy')
    out.cancelTimer('image')
    if (view.primary === this.self && view.backup !== null) this.timer('image', out)
    else if (view.backup !== this.self) this.readyFor = view.number
  }

  private onRequest({ id, command, viewNumber }: Request, out: Out): void {
    // What is being copied may not be answered, and nothing may overtake it.
    if (this.copy !== null) return
    const last = this.replies.get(id.client)
    if (last !== undefined && id.sequence <= last.id.sequence) {
      if (id.sequence === last.id.sequence) this.release(last, out)
      return
    }
    const decided = this.app.decide(command)
    const reply: Reply = { kind: 'Reply', id, viewNumber, result: this.app.execute(decided) }
    this.replies.set(id.client, reply)
    if (this.view.backup === null) return this.release(reply, out)
    this.slot += 1
    this.copy = { kind: 'Copy', viewNumber, slot: this.slot, command: decided, reply }
    this.timer('copy', out)
  }

  private release(reply: Reply, out: Out): void {
    this.copy = null
    out.cancelTimer('copy')
    out.send<Reply>(reply.id.client, reply)
  }

  private onCopy({ viewNumber, slot, command, reply }: Copy, from: Address, out: Out): void {
    if (slot === this.slot + 1) {
      this.app.execute(command)
      this.replies.set(reply.id.client, reply)
      this.slot = slot
    }
    if (slot <= this.slot) out.send<CopyKept>(from, { kind: 'CopyKept', viewNumber, slot })
  }

  private onImage({ viewNumber, snapshot, replies }: Image, from: Address, out: Out): void {
    if (this.readyFor !== viewNumber) {
      this.app.restore(snapshot)
      this.replies = new Map(replies)
      this.readyFor = viewNumber
    }
    out.send<ImageKept>(from, { kind: 'ImageKept', viewNumber })
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
    this.callBoth(out)
    if (this.view.primary === null) this.poll(out)
    else out.setTimer('poll', pollMs)
  }

  timer(_name: string, out: ClientOut): void {
    this.poll(out)
    this.callBoth(out)
  }

  receive(message: ToClient, _from: Address, out: ClientOut): void {
    if (message.kind === 'ViewReply') {
      if (message.view.number <= this.view.number) return
      this.view = message.view
      this.callBoth(out)
    } else if (message.kind === 'Reply' && this.command !== null && message.id.sequence === this.sequence) {
      this.command = null
      out.cancelTimer('poll')
      out.finish(message.result)
    }
  }

  private poll(out: Out): void {
    out.send<GetView>(this.viewServer, { kind: 'GetView' })
    out.setTimer('poll', pollMs)
  }

  private callBoth(out: Out): void {
    const { command, sequence, self, view } = this
    if (command === null) return
    for (const server of [view.primary, view.backup]) {
      if (server === null) continue
      const id = { client: self, sequence }
      out.send<Request>(server, { kind: 'Request', id, viewNumber: view.number, command })
    }
  }
}

export default { viewServer: ViewServer, server: Server, client: Client } satisfies PrimaryBackup
