import type { ClientOut, Command } from '../../../src/labs/single-server/index.ts'
import { Client, Server } from '../../../src/reference/single-server/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks what a client owes its caller: silence is no answer, and "nothing there" is one (slides 4–5, 28).
 */
class GivesUp extends Client {
  protected tries = 0

  override submit(command: Command, out: ClientOut): void {
    this.tries = 0
    super.submit(command, out)
  }

  override timer(name: string, out: ClientOut): void {
    this.tries += 1
    if (this.tries < 4) return super.timer(name, out)
    this.command = null
    out.finish(null)
  }
}

export default {
  id: 'C8',
  title: 'makes up an answer when none comes',
  origin: 'own',
  breaks: ['at most once'],
  control: false,
  solution: { server: Server, client: GivesUp },
  expects: ['linearizable'],
} satisfies Mutant
