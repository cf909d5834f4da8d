import { timing, type Out, type Request } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks at-most-once (slide 28). A message may be late by any time: no timer says when a repetition can no longer come.
 */
class ForgetsAfterAWhile extends Server {
  protected override complete(request: Request, out: Out): void {
    super.complete(request, out)
    out.setTimer('forget', 4 * timing.retryAfterMs)
  }

  override timer(name: string, out: Out): void {
    if (name === 'forget') this.answered.clear()
    super.timer(name, out)
  }
}

export default {
  id: 'A11',
  title: 'forgets what it has answered when nothing was asked for a while',
  origin: 'own',
  breaks: ['at most once'],
  control: false,
  solution: { viewServer: ViewServer, server: ForgetsAfterAWhile, client: Client },
  expects: ['no-duplicate-writes', 'linearizable'],
} satisfies Mutant
