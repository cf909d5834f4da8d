import { timing, type Address, type Out } from '../../../src/labs/primary-backup/index.ts'
import {
  Client,
  Server,
  ViewServer,
  type Answered,
  type ToServer,
  type Transfer,
} from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks rule 7 (slides 36, 40). The at-most-once data goes in a message of its own, which is sent once and waited for by
 * nobody: when it is lost, the new backup has the state without it.
 */
class SendsTwoPieces extends Server {
  override receive(message: ToServer | Answers, from: Address, out: Out): void {
    if (message.kind !== 'Answers') return super.receive(message, from, out)
    if (!this.isBackup() || message.viewNumber !== this.view.number) return
    for (const [client, last] of message.answered) {
      const own = this.answered.get(client)
      if (own === undefined || own.sequence < last.sequence) this.answered.set(client, last)
    }
  }

  protected override transfer(out: Out): void {
    const { number: viewNumber, primary, backup } = this.view
    if (primary !== this.self || backup === null) return
    out.send<Transfer>(backup, {
      kind: 'Transfer',
      view: this.view,
      snapshot: this.app.snapshot(),
      answered: new Map(),
    })
    out.send<Answers>(backup, { kind: 'Answers', viewNumber, answered: this.answered })
    out.setTimer('transfer', timing.retryAfterMs)
  }
}

interface Answers {
  readonly kind: 'Answers'
  readonly viewNumber: number
  readonly answered: ReadonlyMap<Address, Answered>
}

export default {
  id: 'S13',
  title: 'sends the at-most-once data in a message of its own, and does not wait for it',
  origin: 'own',
  breaks: ['rule 7'],
  control: false,
  solution: { viewServer: ViewServer, server: SendsTwoPieces, client: Client },
  expects: ['no-duplicate-writes', 'linearizable'],
} satisfies Mutant
