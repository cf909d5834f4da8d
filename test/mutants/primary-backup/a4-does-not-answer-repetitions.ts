import type { Out, Request } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * A client whose reply is lost waits for ever (slide 28).
 */
class IgnoresRepetitions extends Server {
  protected override replyAgain(_request: Request, _out: Out): void {}
}

export default {
  id: 'A4',
  title: 'recognises a repetition and does not answer it',
  origin: 'catalogue',
  breaks: ['progress'],
  control: false,
  solution: { viewServer: ViewServer, server: IgnoresRepetitions, client: Client },
  expects: ['progress'],
} satisfies Mutant
