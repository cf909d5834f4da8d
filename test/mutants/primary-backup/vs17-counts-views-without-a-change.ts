import type { Out } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * A new view with the same members makes the primary send the state again and drop what was pending (slide 15).
 */
class CountsOn extends ViewServer {
  override timer(name: string, out: Out): void {
    const { number } = this.view
    super.timer(name, out)
    if (number === 0 || this.view.number !== number || !this.mayLeave()) return
    this.view = { ...this.view, number: number + 1 }
    this.acknowledged = false
  }
}

export default {
  id: 'VS17',
  title: 'moves to another view at each check, though nothing has changed',
  origin: 'catalogue',
  breaks: ['view service', 'progress'],
  control: false,
  solution: { viewServer: CountsOn, server: Server, client: Client },
  expects: ['view-service'],
} satisfies Mutant
