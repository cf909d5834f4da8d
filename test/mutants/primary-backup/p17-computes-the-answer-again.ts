import type { Out, Request } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import type { KeyValueCommand } from '../../../src/services/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks at-most-once (slide 28). A repeated append is not executed again, but what it returns is what another client has
 * made of the value since.
 */
class AnswersAfresh extends Server {
  protected override replyAgain(request: Request, out: Out): void {
    const { op, key } = request.command as KeyValueCommand
    if (op !== 'append') return super.replyAgain(request, out)
    const current: KeyValueCommand = { op: 'get', key }
    this.reply(request, this.app.execute(current), out)
  }
}

export default {
  id: 'P17',
  title: 'answers a retry with the current value instead of the first answer',
  origin: 'catalogue',
  breaks: ['at most once'],
  control: false,
  solution: { viewServer: ViewServer, server: AnswersAfresh, client: Client },
  expects: ['linearizable'],
} satisfies Mutant
