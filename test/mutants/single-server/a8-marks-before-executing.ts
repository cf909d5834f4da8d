import type { Address, Out, Reply, Request } from '../../../src/labs/single-server/index.ts'
import { Client, Server } from '../../../src/reference/single-server/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks at-most-once (slide 28). The number is written down when the request arrives, the command is executed when a
 * timer fires; a repetition that comes in between is answered as if it were done.
 */
class MarksFirst extends Server {
  protected waiting: Request[] = []

  override receive(request: Request, from: Address, out: Out): void {
    const { id } = request
    const last = this.answered.get(id.client)
    if (last !== undefined && last.sequence >= id.sequence) {
      out.send<Reply>(from, { kind: 'Reply', id, result: last.result })
      return
    }
    this.answered.set(id.client, { sequence: id.sequence, result: 'ok' })
    this.waiting.push(request)
    out.setTimer('execute', 5)
  }

  override timer(_name?: string, out?: Out): void {
    for (const { id, command } of this.waiting.splice(0)) {
      const result = this.app.execute(command)
      this.answered.set(id.client, { sequence: id.sequence, result })
      out?.send<Reply>(id.client, { kind: 'Reply', id, result })
    }
  }
}

export default {
  id: 'A8',
  title: 'remembers a request before it is executed',
  origin: 'catalogue',
  breaks: ['at most once'],
  control: false,
  solution: { server: MarksFirst, client: Client },
  expects: ['linearizable'],
} satisfies Mutant
