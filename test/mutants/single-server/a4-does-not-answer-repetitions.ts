import type { Address, Out, Reply, Request } from '../../../src/labs/single-server/index.ts'
import { Client, Server } from '../../../src/reference/single-server/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * A repetition is recognised, and thrown away: the client whose reply was lost waits for ever (slide 28).
 */
class Silent extends Server {
  override receive({ id, command }: Request, from: Address, out: Out): void {
    if ((this.answered.get(id.client)?.sequence ?? 0) >= id.sequence) return
    const result = this.app.execute(command)
    this.answered.set(id.client, { sequence: id.sequence, result })
    out.send<Reply>(from, { kind: 'Reply', id, result })
  }
}

export default {
  id: 'A4',
  title: 'recognises a repetition and does not answer it',
  origin: 'catalogue',
  breaks: ['progress'],
  control: false,
  solution: { server: Silent, client: Client },
  expects: ['progress'],
} satisfies Mutant
