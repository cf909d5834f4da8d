import type { Address, Out, Reply, Request } from '../../../src/labs/single-server/index.ts'
import { Client, Server } from '../../../src/reference/single-server/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks at-most-once (slide 28). Only the very last request of a client is known again: an older one that comes late is
 * taken for a new one.
 */
class KnowsTheLastOnly extends Server {
  override receive({ id, command }: Request, from: Address, out: Out): void {
    const last = this.answered.get(id.client)
    const result = last?.sequence === id.sequence ? last.result : this.app.execute(command)
    this.answered.set(id.client, { sequence: id.sequence, result })
    out.send<Reply>(from, { kind: 'Reply', id, result })
  }
}

export default {
  id: 'A2',
  title: 'executes an old request again that comes late',
  origin: 'catalogue',
  breaks: ['at most once'],
  control: false,
  solution: { server: KnowsTheLastOnly, client: Client },
  expects: ['no-duplicate-writes', 'linearizable'],
} satisfies Mutant
