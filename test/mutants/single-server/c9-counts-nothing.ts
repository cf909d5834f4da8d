import type { ClientOut, Command } from '../../../src/labs/single-server/index.ts'
import { Client, Server } from '../../../src/reference/single-server/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks at-most-once (slide 28). Each call has the number of the one before: the server must take it for a repetition.
 */
class CountsNothing extends Client {
  override submit(command: Command, out: ClientOut): void {
    this.sequence = 0
    super.submit(command, out)
  }
}

export default {
  id: 'C9',
  title: 'gives every call the same number',
  origin: 'own',
  breaks: ['at most once'],
  control: false,
  solution: { server: Server, client: CountsNothing },
  expects: ['linearizable'],
} satisfies Mutant
