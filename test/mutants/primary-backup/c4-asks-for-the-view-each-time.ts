import {
  timing,
  type Address,
  type ClientOut,
  type Command,
  type ToClient,
} from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * The view server is on the path of every request, where it must not be (slide 11).
 */
class AsksEachTime extends Client {
  override submit(command: Command, out: ClientOut): void {
    this.sequence += 1
    this.command = command
    this.askForView(out)
    out.setTimer('retry', timing.retryAfterMs)
  }

  override receive(message: ToClient, from: Address, out: ClientOut): void {
    if (message.kind !== 'ViewReply' || message.view.number < this.view.number) {
      return super.receive(message, from, out)
    }
    this.view = message.view
    this.request(out)
  }
}

export default {
  id: 'C4',
  title: 'asks the view server before every call',
  origin: 'catalogue',
  breaks: ['view service'],
  control: false,
  solution: { viewServer: ViewServer, server: Server, client: AsksEachTime },
  expects: ['view-service'],
} satisfies Mutant
