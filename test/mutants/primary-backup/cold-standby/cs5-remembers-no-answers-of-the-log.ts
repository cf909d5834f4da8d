import { Client, Server, ViewServer } from '../../../../src/reference/cold-standby/index.ts'
import type { Mutant } from '../mutant.ts'

/**
 * Breaks rule 7 (slides 40–41): the log says which requests were executed. Whoever executes it and does not write that
 * down executes the retry of the last one again.
 */
class RemembersNoAnswers extends Server {
  protected override replay(): void {
    for (const { command } of this.log) this.app.execute(command)
  }
}

export default {
  id: 'CS5',
  title: 'executes the log on promotion without remembering the answers',
  origin: 'own',
  breaks: ['rule 7'],
  control: false,
  solution: { viewServer: ViewServer, server: RemembersNoAnswers, client: Client },
  expects: ['no-duplicate-writes', 'linearizable'],
} satisfies Mutant
