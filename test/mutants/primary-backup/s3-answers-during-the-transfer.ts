import type { Out, Request } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer, type TransferAck } from '../../../src/reference/hot-standby/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks rule 5 (slide 36). What is executed after the snapshot was taken and before the backup has it is missing there.
 */
class AnswersMeanwhile extends Server {
  protected override isPrimary(): boolean {
    return this.view.primary === this.self
  }

  protected override serve(request: Request, out: Out): void {
    if (this.entered === this.view.number) super.serve(request, out)
    else this.complete(request, out)
  }

  protected override onTransferAck(ack: TransferAck, out: Out): void {
    if (!this.isPrimary() || ack.viewNumber !== this.view.number || this.entered === ack.viewNumber) return
    out.cancelTimer('transfer')
    this.enter(out)
  }
}

export default {
  id: 'S3',
  title: 'answers alone while the state is on its way to the backup',
  origin: 'catalogue',
  breaks: ['rule 2', 'rule 5'],
  control: false,
  solution: { viewServer: ViewServer, server: AnswersMeanwhile, client: Client },
  expects: ['linearizable'],
} satisfies Mutant
