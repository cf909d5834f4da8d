import type { View } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * A view is known by its number (slides 10, 13): two with the same one cannot be told apart. The primary has entered it
 * without a backup and never learns that it has one, while the backup waits for the state.
 */
class FillsThePlace extends ViewServer {
  protected override nextView(): View | null {
    const next = super.nextView()
    const isFilled = next !== null && next.primary === this.view.primary && this.view.backup === null
    return isFilled ? { ...next, number: this.view.number } : next
  }
}

export default {
  id: 'VS31',
  title: 'puts a backup into a view that has none, under the same number',
  origin: 'own',
  breaks: ['view service'],
  control: false,
  solution: { viewServer: FillsThePlace, server: Server, client: Client },
  expects: ['view-service', 'single-primary', 'progress', 'linearizable'],
} satisfies Mutant
