import type { Out, Output } from '../../../src/labs/replicated-vm/index.ts'
import { Hypervisor } from '../../../src/reference/replicated-vm/index.ts'
import type { Mutant } from './mutant.ts'

/**
 * Breaks slide 43: outside, there is one machine. Its outputs go on with the number 1.
 */
class CountsAnew extends Hypervisor {
  private first = 0

  protected override hold(output: Output, position: number): void {
    const number = output.number - this.first
    super.hold({ ...output, number }, position)
  }

  protected override goLive(out: Out): void {
    if (this.mode === 'backup') this.first = this.held[0]?.output.number ?? 1
    super.goLive(out)
  }
}

export default {
  id: 'O5',
  title: 'numbers outputs anew after a failover',
  origin: 'own',
  breaks: ['one machine'],
  control: false,
  solution: { hypervisor: CountsAnew },
  expects: ['one-machine'],
} satisfies Mutant
