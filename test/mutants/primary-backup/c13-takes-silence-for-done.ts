import type { ClientOut, Command } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * A write is told to be done that may never have reached a server (slides 12, 28): after three silent retries the
 * client reports `ok`, as a library does that hides errors. Reads go on asking.
 */
class TakesSilenceForDone extends Client {
  protected retries = 0

  override submit(command: Command, out: ClientOut): void {
    this.retries = 0
    super.submit(command, out)
  }

  override timer(name: string, out: ClientOut): void {
    this.retries += 1
    if (this.retries < 3 || this.command === null || this.command.op === 'get') return super.timer(name, out)
    this.command = null
    out.finish('ok')
  }
}

export default {
  id: 'C13',
  title: 'reports a write as done when nobody has answered three times',
  origin: 'own',
  breaks: ['at most once'],
  control: false,
  solution: { viewServer: ViewServer, server: Server, client: TakesSilenceForDone },
  expects: ['linearizable'],
} satisfies Mutant
