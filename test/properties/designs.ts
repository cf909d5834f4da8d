import {
  timing,
  type Address,
  type ClientOut,
  type GetView,
  type Out,
  type PrimaryBackup,
  type Reply,
  type Request,
  type Result,
  type ToClient,
  type ToViewServer,
  type View,
  type ViewReply,
} from '../../src/labs/primary-backup/index.ts'
import hotStandby, { Client, Server, ViewServer } from '../../src/reference/hot-standby/index.ts'

/*
 * The reference, with one decision taken otherwise. All are right: the lecture leaves them open. They stand
 * for what the judgements must not presume.
 */

/** Tells a view only to those who ask or ping. */
class PulledViewServer extends ViewServer {
  protected override advance(_out: Out): Address[] {
    const next = this.nextView()
    if (next === null) return []
    this.view = next
    this.acknowledged = false
    return []
  }
}

/** Shows clients a view only after its primary has acknowledged it. */
class DiscreetViewServer extends ViewServer {
  protected shown: View = { number: 0, primary: null, backup: null }

  override receive(message: ToViewServer, from: Address, out: Out): void {
    if (message.kind === 'GetView') {
      out.send<ViewReply>(from, { kind: 'ViewReply', view: this.shown })
      return
    }
    const isAck = from === this.view.primary && message.viewNumber === this.view.number
    if (isAck) this.shown = this.view
    super.receive(message, from, out)
  }
}

/** Promotes first, and adds a backup in the view after. */
class TwoStepViewServer extends ViewServer {
  protected override nextBackup(primary: Address): Address | null {
    return this.view.number > 0 && primary !== this.view.primary ? null : super.nextBackup(primary)
  }
}

/** Has no timer: a server is dead when another has pinged so often since its last ping. */
class CountingViewServer extends ViewServer {
  protected pings = new Map<string, number>()

  override start(_out: Out): void {}

  override receive(message: ToViewServer, from: Address, out: Out): void {
    if (message.kind === 'Ping') this.count(from)
    super.receive(message, from, out)
  }

  private count(from: Address): void {
    for (const silent of [...this.silentChecks.keys()].filter((server) => server !== from)) {
      const count = (this.pings.get(`${from} ${silent}`) ?? 0) + 1
      this.pings.set(`${from} ${silent}`, count)
      this.pings.delete(`${silent} ${from}`)
      if (count > 10) this.silentChecks.delete(silent)
    }
  }
}

/** Pings and checks `factor` times as slowly. */
function slowedDown(factor: number): PrimaryBackup {
  const slow = (out: Out): Out => ({
    send: (to, message) => out.send(to, message),
    setTimer: (name, afterMs) => out.setTimer(name, afterMs * factor),
    cancelTimer: (name) => out.cancelTimer(name),
  })
  return {
    ...hotStandby,
    viewServer: class extends ViewServer {
      override start(out: Out): void {
        super.start(slow(out))
      }
      override timer(name: string, out: Out): void {
        super.timer(name, slow(out))
      }
    },
    server: class extends Server {
      override start(out: Out): void {
        super.start(slow(out))
      }
      override timer(name: string, out: Out): void {
        super.timer(name, slow(out))
      }
    },
  }
}

/** Asks for the view by a timer, whether it has a call or not. */
class PollingClient extends Client {
  override start(out: Out): void {
    super.start(out)
    out.setTimer('poll', timing.retryAfterMs / 2)
  }

  override timer(name: string, out: ClientOut): void {
    if (name !== 'poll') return super.timer(name, out)
    out.send<GetView>(this.viewServer, { kind: 'GetView' })
    out.setTimer('poll', timing.retryAfterMs / 2)
  }
}

/** Asks for the view at its start, and whenever it is refused. */
class AskingClient extends Client {
  override start(out: Out): void {
    super.start(out)
    out.send<GetView>(this.viewServer, { kind: 'GetView' })
  }

  override receive(message: ToClient, from: Address, out: ClientOut): void {
    if (message.kind === 'Refusal') out.send<GetView>(this.viewServer, { kind: 'GetView' })
    super.receive(message, from, out)
  }
}

/** Keeps whole replies, and repeats them as they were, view number and all. */
class CachingServer extends Server {
  protected viewOf = new Map<string, number>()

  protected override execute(request: Request): Result {
    this.viewOf.set(`${request.id.client} ${request.id.sequence}`, request.viewNumber)
    return super.execute(request)
  }

  protected override replyAgain(request: Request, out: Out): void {
    const last = this.answered.get(request.id.client)
    if (last === undefined || last.sequence !== request.id.sequence) return
    const viewNumber = this.viewOf.get(`${request.id.client} ${request.id.sequence}`) ?? this.view.number
    out.send<Reply>(request.id.client, { kind: 'Reply', id: request.id, viewNumber, result: last.result })
  }
}

export const designs: Readonly<Record<string, PrimaryBackup>> = {
  'a view server that is only asked': { ...hotStandby, viewServer: PulledViewServer },
  'a view server that shows clients acknowledged views only': {
    ...hotStandby,
    viewServer: DiscreetViewServer,
  },
  'a view server that promotes first and adds a backup later': {
    ...hotStandby,
    viewServer: TwoStepViewServer,
  },
  'a view server without timers': { ...hotStandby, viewServer: CountingViewServer },
  'everything five times as fast': slowedDown(0.2),
  'everything four times as slow': slowedDown(4),
  'a client that polls': { ...hotStandby, client: PollingClient },
  'a client that asks at once and when refused': { ...hotStandby, client: AskingClient },
  'a server that repeats replies as they were': { ...hotStandby, server: CachingServer },
}

// --- and some that are wrong in ways that only `view-service` sees

/** Turns to the view server with every request. */
class AnxiousServer extends Server {
  protected override onRequest(request: Request, from: Address, out: Out): void {
    this.ping(out)
    super.onRequest(request, from, out)
  }
}

/** Never acknowledges a view. */
class SilentServer extends Server {
  protected override ping(out: Out): void {
    out.send(this.viewServer, { kind: 'Ping', viewNumber: 0 } as const)
  }
}

/** Takes a server for dead at the first check after its ping. */
class HastyViewServer extends ViewServer {
  override timer(name: string, out: Out): void {
    for (const server of this.silentChecks.keys()) this.silentChecks.set(server, timing.silentChecksMax)
    super.timer(name, out)
  }
}

/** Takes a backup for dead that has not yet entered the view. */
class UnjustViewServer extends ViewServer {
  override receive(message: ToViewServer, from: Address, out: Out): void {
    super.receive(message, from, out)
    const isLate = message.kind === 'Ping' && message.viewNumber < this.view.number
    if (!isLate || from !== this.view.backup) return
    this.silentChecks.delete(from)
    this.advance(out)
  }
}

/** Gives a view a backup only once. */
class StingyViewServer extends ViewServer {
  protected override idleServer(primary: Address | null): Address | null {
    return this.view.number > 1 ? null : super.idleServer(primary)
  }
}

/** Tells nobody anything. */
class MuteViewServer extends ViewServer {
  protected override tell(): void {}
}

export const wrongViewServices: Readonly<Record<string, PrimaryBackup>> = {
  'server-asks-on-every-request': { ...hotStandby, server: AnxiousServer },
  'view-never-acknowledged': { ...hotStandby, server: SilentServer },
  'live-server-dropped': { ...hotStandby, viewServer: HastyViewServer },
  'server-dropped-without-cause': { ...hotStandby, viewServer: UnjustViewServer },
  'idle-server-left-out': { ...hotStandby, viewServer: StingyViewServer },
  'no-view-formed': { ...hotStandby, viewServer: MuteViewServer },
}
