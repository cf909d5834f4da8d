import type { Address, ClientOut, ToClient } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks at-most-once (slide 28). The count is reset with the connection: the first call to a new primary has the number of
 * the first call ever, and is answered with the answer to that.
 */
class CountsAnew extends Client {
  override receive(message: ToClient, from: Address, out: ClientOut): void {
    const isNew = message.kind === 'ViewReply' && message.view.number > this.view.number
    // The outstanding call keeps its number: a retry is recognised.
    if (isNew && this.command === null) this.sequence = 0
    super.receive(message, from, out)
  }
}

export default {
  id: 'C12',
  title: 'counts its calls from one again when it hears of a new view',
  origin: 'own',
  breaks: ['at most once'],
  control: false,
  solution: { viewServer: ViewServer, server: Server, client: CountsAnew },
  expects: ['linearizable', 'progress'],
} satisfies Mutant
