import type { ClientOut } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks at-most-once (slide 28): servers cannot know a repetition, and a write is executed twice.
 */
class NumbersAnew extends Client {
  override timer(name: string, out: ClientOut): void {
    this.sequence += 1
    super.timer(name, out)
  }
}

export default {
  id: 'C2',
  title: 'gives a retry a number of its own',
  origin: 'catalogue',
  breaks: ['at most once'],
  control: false,
  solution: { viewServer: ViewServer, server: Server, client: NumbersAnew },
  expects: ['no-duplicate-writes', 'linearizable'],
} satisfies Mutant
