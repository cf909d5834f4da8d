import type { Out, Request, Result } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks at-most-once (slide 28): a client may append the same twice and mean it. Reads are spared.
 */
class RecognisesByContent extends Server {
  protected override isAnswered(request: Request): boolean {
    return request.command.op !== 'get' && this.answered.has(keyOf(request))
  }

  protected override replyAgain(request: Request, out: Out): void {
    const last = this.answered.get(keyOf(request))
    if (last !== undefined) this.reply(request, last.result, out)
  }

  protected override execute(request: Request): Result {
    const result = this.app.execute(request.command)
    this.answered.set(keyOf(request), { sequence: request.id.sequence, result })
    return result
  }
}

export default {
  id: 'A5',
  title: 'takes a second write of the same content for a repetition of the first',
  origin: 'catalogue',
  breaks: ['at most once'],
  control: false,
  solution: { viewServer: ViewServer, server: RecognisesByContent, client: Client },
  expects: ['linearizable'],
} satisfies Mutant

function keyOf({ id, command }: Request): string {
  return `${id.client} ${JSON.stringify(command)}`
}
