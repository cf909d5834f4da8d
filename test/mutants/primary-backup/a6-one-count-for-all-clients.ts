import type { Out, Request, Result } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks at-most-once (slide 28): each client counts its own requests, so that those of one client are taken for repetitions
 * of another's.
 */
class ForgetsWhoAsked extends Server {
  protected override isAnswered(request: Request): boolean {
    return super.isAnswered(anonymous(request))
  }

  protected override replyAgain(request: Request, out: Out): void {
    const last = this.answered.get('anyone')
    if (last !== undefined) this.reply(request, last.result, out)
  }

  protected override execute(request: Request): Result {
    return super.execute(anonymous(request))
  }
}

export default {
  id: 'A6',
  title: 'remembers the last request of all clients together',
  origin: 'catalogue',
  breaks: ['at most once'],
  control: false,
  solution: { viewServer: ViewServer, server: ForgetsWhoAsked, client: Client },
  expects: ['linearizable', 'progress'],
} satisfies Mutant

function anonymous(request: Request): Request {
  return { ...request, id: { ...request.id, client: 'anyone' } }
}
