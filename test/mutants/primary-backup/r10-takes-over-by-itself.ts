import {
  timing,
  type Address,
  type ClientOut,
  type Out,
  type Request,
} from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

const silenceMs = 100

/**
 * Breaks rules 1 and 4 (slides 13, 19–21). The backup watches the primary itself, and serves when it has heard nothing for
 * a while: the view server has not been asked, and the primary may be alive.
 */
class TakesOver extends Server {
  protected silentPings = 0

  override receive(...[message, from, out]: Parameters<Server['receive']>): void {
    if (from === this.view.primary) this.silentPings = 0
    super.receive(message, from, out)
  }

  override timer(name: string, out: Out): void {
    if (name === 'ping' && this.isBackup()) this.silentPings += 1
    super.timer(name, out)
  }

  protected override onRequest(request: Request, from: Address, out: Out): void {
    if (!this.isBackup() || this.silentPings * timing.pingEveryMs < silenceMs) {
      return super.onRequest(request, from, out)
    }
    if (this.isAnswered(request)) this.replyAgain(request, out)
    else this.complete(request, out)
  }
}

/** Clients must find it: what the primary leaves unanswered, the backup is asked. */
class AsksBoth extends Client {
  override timer(name: string, out: ClientOut): void {
    super.timer(name, out)
    if (this.command === null || this.view.backup === null) return
    out.send<Request>(this.view.backup, {
      kind: 'Request',
      id: { client: this.self, sequence: this.sequence },
      viewNumber: this.view.number,
      command: this.command,
    })
  }
}

export default {
  id: 'R10',
  title: 'as the backup serves clients when the primary has been silent',
  origin: 'own',
  breaks: ['rule 1', 'rule 4'],
  control: false,
  solution: { viewServer: ViewServer, server: TakesOver, client: AsksBoth },
  expects: ['single-primary', 'linearizable'],
} satisfies Mutant
