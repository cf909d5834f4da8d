import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks rule 6 (slide 17). A backup that never received the state is promoted: acknowledged writes vanish.
 */
class Impatient extends ViewServer {
  protected override mayLeave(): boolean {
    return true
  }
}

export default {
  id: 'VS1',
  title: 'moves to the next view before the primary has acknowledged the current one',
  origin: 'catalogue',
  breaks: ['rule 6', 'rule 1'],
  control: false,
  solution: { viewServer: Impatient, server: Server, client: Client },
  expects: ['view-service', 'linearizable'],
} satisfies Mutant
