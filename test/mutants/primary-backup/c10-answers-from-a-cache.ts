import type { Address, ClientOut, Command, ToClient } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * A cache beside the store (slides 2, 6: clients see one state machine). What this client has read before it reads from memory,
 * whatever the others have written since.
 */
class Caches extends Client {
  protected values = new Map<string, string>()

  override submit(command: Command, out: ClientOut): void {
    const known = command.op === 'get' ? this.values.get(keyOf(command)) : undefined
    if (known === undefined) return super.submit(command, out)
    out.finish(known)
  }

  override receive(message: ToClient, from: Address, out: ClientOut): void {
    const { command } = this
    super.receive(message, from, out)
    if (message.kind !== 'Reply' || command === null || this.command !== null) return
    if (command.op === 'get' && typeof message.result === 'string') {
      this.values.set(keyOf(command), message.result)
    } else this.values.delete(keyOf(command))
  }
}

export default {
  id: 'C10',
  title: 'answers a read from what it has read before',
  origin: 'own',
  breaks: ['same order'],
  control: false,
  solution: { viewServer: ViewServer, server: Server, client: Caches },
  expects: ['linearizable'],
} satisfies Mutant

/** Commands of the key/value store have a key. */
function keyOf(command: Command): string {
  return String((command as { readonly key?: unknown }).key)
}
