import type { ClientOut, Command } from '../../../src/labs/single-server/index.ts'
import { Client, Server } from '../../../src/reference/single-server/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * One message that is lost, and the client waits for ever (slide 28).
 */
class SendsOnce extends Client {
  override submit(command: Command, out: ClientOut): void {
    super.submit(command, out)
    out.cancelTimer('retry')
  }
}

export default {
  id: 'C5',
  title: 'sends each request once',
  origin: 'catalogue',
  breaks: ['progress'],
  control: false,
  solution: { server: Server, client: SendsOnce },
  expects: ['progress'],
} satisfies Mutant
