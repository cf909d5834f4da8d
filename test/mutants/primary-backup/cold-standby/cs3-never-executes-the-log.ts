import { Client, Server, ViewServer } from '../../../../src/reference/cold-standby/index.ts'
import type { Mutant } from '../mutant.ts'

/**
 * Breaks rule 2 (slides 8, 21): the backup has accepted what it never executes, and is promoted with the state of the
 * beginning of the view.
 */
class NeverExecutes extends Server {
  protected override replay(): void {}
}

export default {
  id: 'CS3',
  title: 'does not execute the log on promotion',
  origin: 'own',
  breaks: ['rule 2'],
  control: false,
  solution: { viewServer: ViewServer, server: NeverExecutes, client: Client },
  expects: ['linearizable'],
} satisfies Mutant
