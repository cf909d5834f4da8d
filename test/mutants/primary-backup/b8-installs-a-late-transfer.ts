import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks rule 5 (slide 36). The second copy undoes what was executed since the first.
 */
class InstallsAgain extends Server {
  protected override acceptsTransfer(): boolean {
    return true
  }
}

export default {
  id: 'B8',
  title: 'installs the state again when the transfer arrives twice',
  origin: 'catalogue',
  breaks: ['rule 5'],
  control: false,
  solution: { viewServer: ViewServer, server: InstallsAgain, client: Client },
  expects: ['linearizable'],
} satisfies Mutant
