import type { Out } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * After a failover the client calls the dead for ever (slides 11–12).
 */
class AsksOnce extends Client {
  protected override askForView(out: Out): void {
    if (this.view.primary === null) super.askForView(out)
  }
}

export default {
  id: 'C3',
  title: 'never asks for the view again',
  origin: 'catalogue',
  breaks: ['progress'],
  control: false,
  solution: { viewServer: ViewServer, server: Server, client: AsksOnce },
  expects: ['progress'],
} satisfies Mutant
