import type { ClientOut } from '../../../src/labs/single-server/index.ts'
import { Client, Server } from '../../../src/reference/single-server/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks at-most-once (slide 28). No server can tell a retry with a new number from a new call.
 */
class NumbersAnew extends Client {
  override timer(name: string, out: ClientOut): void {
    this.sequence += 1
    super.timer(name, out)
  }
}

export default {
  id: 'C2',
  title: 'gives each retry a new number',
  origin: 'catalogue',
  breaks: ['at most once'],
  control: false,
  solution: { server: Server, client: NumbersAnew },
  expects: ['no-duplicate-writes', 'linearizable', 'progress'],
} satisfies Mutant
