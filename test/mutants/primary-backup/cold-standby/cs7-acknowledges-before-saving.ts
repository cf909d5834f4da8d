import type { Out, Request, View } from '../../../../src/labs/primary-backup/index.ts'
import {
  Client,
  Server,
  ViewServer,
  type Save,
  type Saved,
} from '../../../../src/reference/cold-standby/index.ts'
import type { Mutant } from '../mutant.ts'

/**
 * Breaks rule 2 (slides 21, 25): entries are gathered and written to the log now and then, but acknowledged at once.
 * Who is promoted in between does not have them.
 */
class AcknowledgesFirst extends Server {
  protected unwritten: Request[] = []

  protected override onSave({ viewNumber, number, request }: Save, from: string, out: Out): void {
    if (!this.isBackup() || viewNumber !== this.view.number) return
    if (number === this.log.length + this.unwritten.length + 1) this.unwritten.push(request)
    if (number <= this.log.length + this.unwritten.length)
      out.send<Saved>(from, { kind: 'Saved', viewNumber, number })
  }

  override timer(name: string, out: Out): void {
    super.timer(name, out)
    this.log.push(...this.unwritten)
    this.unwritten = []
  }

  protected override adopt(view: View, out: Out): void {
    super.adopt(view, out)
    if (!this.isBackup()) this.unwritten = []
  }
}

export default {
  id: 'CS7',
  title: 'acknowledges an entry before it is in the log',
  origin: 'own',
  breaks: ['rule 2'],
  control: false,
  solution: { viewServer: ViewServer, server: AcknowledgesFirst, client: Client },
  expects: ['linearizable'],
} satisfies Mutant
