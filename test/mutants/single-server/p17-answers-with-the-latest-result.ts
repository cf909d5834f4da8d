import type { Address, Out, Reply, Request, Result } from '../../../src/labs/single-server/index.ts'
import { Client, Server } from '../../../src/reference/single-server/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks at-most-once (slide 28). One result is kept, that of the last call of anybody: who asks again is told another
 * client's answer.
 */
class KeepsOneResult extends Server {
  protected latest: Result = null

  override receive({ id, command }: Request, from: Address, out: Out): void {
    if ((this.answered.get(id.client)?.sequence ?? 0) < id.sequence) {
      this.latest = this.app.execute(command)
      this.answered.set(id.client, { sequence: id.sequence, result: this.latest })
    }
    out.send<Reply>(from, { kind: 'Reply', id, result: this.latest })
  }
}

export default {
  id: 'P17',
  title: 'answers any retry with the latest result',
  origin: 'catalogue',
  breaks: ['at most once'],
  control: false,
  solution: { server: KeepsOneResult, client: Client },
  expects: ['linearizable'],
} satisfies Mutant
