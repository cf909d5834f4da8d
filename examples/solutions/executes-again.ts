/**
 * What is wrong: every request that arrives is executed (at-most-once, slide 28). A reply is lost, the client tries again,
 * and its write takes effect twice.
 */
import type { Address, Out, Reply, Request, SingleServer } from 'splitbrain/single-server'
import { Client, Server } from '../../src/reference/single-server/index.ts'

class Forgetful extends Server {
  override receive({ id, command }: Request, from: Address, out: Out): void {
    out.send<Reply>(from, { kind: 'Reply', id, result: this.app.execute(command) })
  }
}

export default { server: Forgetful, client: Client } satisfies SingleServer
