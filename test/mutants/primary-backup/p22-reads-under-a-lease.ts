import { timing, type Out, type Request, type View } from '../../../src/labs/primary-backup/index.ts'
import { Client, Server, ViewServer } from '../../../src/reference/hot-standby/index.ts'
import { p22 } from './directed.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks rule 2 (slides 26–28). A lease needs clocks: the timer that ends it may be late, and the view server knows of no
 * lease that it would have to wait for.
 */
class ReadsUnderALease extends Server {
  protected hasLease = false

  protected override adopt(view: View, out: Out): void {
    super.adopt(view, out)
    this.hasLease = view.number === this.view.number
    if (this.hasLease) out.setTimer('lease', timing.checkEveryMs)
  }

  override timer(name: string, out: Out): void {
    if (name === 'lease') this.hasLease = false
    super.timer(name, out)
  }

  protected override serve(request: Request, out: Out): void {
    if (this.hasLease && request.command.op === 'get') this.complete(request, out)
    else super.serve(request, out)
  }
}

export default {
  id: 'P22',
  title: 'serves reads without the backup for a while after it has heard from the view server',
  origin: 'own',
  breaks: ['rule 2'],
  control: false,
  solution: { viewServer: ViewServer, server: ReadsUnderALease, client: Client },
  expects: ['linearizable'],
  rare: { firstFoundAt: [null, null, 1_682], shownBy: p22 },
} satisfies Mutant
