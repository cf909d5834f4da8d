import type { View } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * What is pending is dropped every 25 ms, and a transfer starts again. Where a round trip to the backup takes longer,
 * nothing is ever answered; and a request that the backup has executed changes places with the next one.
 */
class AdoptsAgain extends Server {
  protected override isNews(view: View): boolean {
    return view.number >= this.view.number
  }
}

export default {
  id: 'R5',
  title: 'adopts the view anew with each answer to a ping',
  origin: 'catalogue',
  breaks: ['rule 5', 'progress'],
  control: false,
  solution: { viewServer: ViewServer, server: AdoptsAgain, client: Client },
  expects: ['linearizable', 'progress'],
} satisfies Mutant
