import type { Out } from '../../../src/labs/primary-backup/index.ts'
import type { Reply, Request } from '../../../src/labs/single-server/index.ts'
import { Client, Server } from '../../../src/reference/single-server/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks at-most-once (slide 28). A request that comes again, since its reply was late or lost, is executed again.
 */
class ExecutesWhateverArrives extends Server {
  override receive({ id, command }: Request, from: string, out: Out): void {
    out.send<Reply>(from, { kind: 'Reply', id, result: this.app.execute(command) })
  }
}

export default {
  id: 'A1',
  title: 'recognises no repetition',
  origin: 'catalogue',
  breaks: ['at most once'],
  control: false,
  solution: { server: ExecutesWhateverArrives, client: Client },
  expects: ['no-duplicate-writes', 'linearizable'],
} satisfies Mutant
