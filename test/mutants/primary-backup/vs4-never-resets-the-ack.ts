import type { Address, Out } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks rule 6 (slide 17). The first view is waited for, later ones are not: a new backup may be promoted before it
 * has the state.
 */
class AcknowledgedForEver extends ViewServer {
  protected override advance(out: Out): Address[] {
    const { acknowledged } = this
    const told = super.advance(out)
    this.acknowledged ||= acknowledged
    return told
  }
}

export default {
  id: 'VS4',
  title: 'one acknowledgement counts for all later views',
  origin: 'catalogue',
  breaks: ['rule 6', 'rule 1'],
  control: false,
  solution: { viewServer: AcknowledgedForEver, server: Server, client: Client },
  expects: ['view-service', 'linearizable'],
} satisfies Mutant
