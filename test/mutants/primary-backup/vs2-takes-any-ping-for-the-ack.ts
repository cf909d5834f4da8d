import type { Address } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks rule 6 (slide 17). Idle servers enter a view as soon as they hear of it, so that with three servers the view is
 * left before its primary knows it, and a backup without the state is promoted. The ping of the backup alone does no harm
 * in this reference: it enters the view only with the state.
 */
class AcknowledgedByAnyone extends ViewServer {
  protected override acknowledges(viewNumber: number, _from: Address): boolean {
    return viewNumber === this.view.number
  }
}

export default {
  id: 'VS2',
  title: 'takes a ping of any server with the number of the view for the acknowledgement',
  origin: 'catalogue',
  breaks: ['rule 6'],
  control: false,
  solution: { viewServer: AcknowledgedByAnyone, server: Server, client: Client },
  expects: ['view-service', 'linearizable'],
} satisfies Mutant
