import type { Address, Message, Node, Out } from '../../../port/index.ts'
import type { TestAndSetResult } from '../contract.ts'

/** Storage that both servers reach, with one atomic test-and-set. It does not crash. */
export class Disk implements Node {
  private holder: Address | null = null

  start(): void {}

  receive({ kind }: Message, from: Address, out: Out): void {
    if (kind !== 'TestAndSet') return
    this.holder ??= from
    out.send<TestAndSetResult>(from, { kind: 'TestAndSetResult', holder: this.holder })
  }

  timer(): void {}
}
