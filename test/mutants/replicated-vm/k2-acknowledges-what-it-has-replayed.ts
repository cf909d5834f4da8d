import { timing, type Acknowledgement, type Log, type Out } from '../../../src/labs/replicated-vm/index.ts'
import { Hypervisor } from '../../../src/reference/replicated-vm/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * A control: later than needed. What was replayed has arrived.
 */
class AcknowledgesLate extends Hypervisor {
  protected override onLog(message: Log, out: Out): void {
    const silent = { ...out, send: () => {} }
    super.onLog(message, silent)
    if (this.mode === 'backup') out.setTimer('replay', timing.replayAfterMs)
  }

  override timer(name: string, out: Out): void {
    super.timer(name, out)
    if (this.mode !== 'backup' || name !== 'replay') return
    out.send<Acknowledgement>(this.peer, { kind: 'Acknowledgement', position: this.logAfter })
  }
}

export default {
  id: 'K2',
  title: 'acknowledges only what it has replayed',
  origin: 'own',
  breaks: [],
  control: true,
  solution: { hypervisor: AcknowledgesLate },
  expects: [],
} satisfies Mutant
