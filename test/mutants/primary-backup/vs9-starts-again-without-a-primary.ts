import type { View } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks rule 1 (slide 21). When the last server with the state is silent, the view becomes (none, none), and then the first
 * server to ping is primary, as in the beginning: with no state, or, if it was only slow, with its backup's word gone.
 */
class StartsAgain extends ViewServer {
  protected override nextView(): View | null {
    const { number, primary } = this.view
    if (number > 0 && primary === null) {
      const first = this.idleServer(null)
      return first === null ? null : { number: number + 1, primary: first, backup: null }
    }
    if (primary !== null && this.mayLeave() && this.nextPrimary() === null) {
      return { number: number + 1, primary: null, backup: null }
    }
    return super.nextView()
  }
}

export default {
  id: 'VS9',
  title: 'announces a view without a primary and takes the next server that pings for its primary',
  origin: 'catalogue',
  breaks: ['rule 1'],
  control: false,
  solution: { viewServer: StartsAgain, server: Server, client: Client },
  expects: ['single-primary', 'linearizable', 'view-service'],
} satisfies Mutant
