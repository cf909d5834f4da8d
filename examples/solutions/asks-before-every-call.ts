/**
 * What is wrong: the client asks for the view before each call (slide 11: the view server must not be part of every
 * request). Everything is answered, and the view server is the bottleneck.
 */
import type { ClientOut, Command, PrimaryBackup } from 'splitbrain/primary-backup'
import { Client, Server, ViewServer } from '../../src/reference/hot-standby/index.ts'

class Cautious extends Client {
  override submit(command: Command, out: ClientOut): void {
    this.view = { number: 0, primary: null, backup: null }
    super.submit(command, out)
    this.askForView(out)
  }
}

export default { viewServer: ViewServer, server: Server, client: Cautious } satisfies PrimaryBackup
