import type {
  Address,
  Node,
  Out,
  ToViewServer,
  View,
  ViewReply,
} from '../../../../src/labs/primary-backup/index.ts'

const checkMs = 75

export class ViewServer implements Node {
  private view: View = { number: 0, primary: null, backup: null }
  private isAcked = true
  private live: readonly Address[] = []
  /** Heard of since the latest check, and between the two before. */
  private heard: readonly Address[] = []
  private heardBefore: readonly Address[] = []

  constructor(readonly self: Address) {}

  start(out: Out): void {
    out.setTimer('check', checkMs)
  }

  receive(message: ToViewServer, from: Address, out: Out): void {
    if (message.kind === 'GetView') return this.tell(from, out)
    if (!this.heard.includes(from)) this.heard = [...this.heard, from]
    if (!this.live.includes(from)) this.live = [...this.live, from]
    const { number, primary } = this.view
    if (primary === from && message.viewNumber === number) this.isAcked = true
    this.change(out)
    if (message.viewNumber < this.view.number) this.tell(from, out)
  }

  timer(_name: string, out: Out): void {
    this.live = this.live.filter((server) => this.heard.includes(server) || this.heardBefore.includes(server))
    this.heardBefore = this.heard
    this.heard = []
    this.change(out)
    out.setTimer('check', checkMs)
  }

  private change(out: Out): void {
    const next = this.isAcked ? this.next() : null
    if (next === null) return
    this.view = next
    this.isAcked = false
    for (const server of this.live) this.tell(server, out)
  }

  private next(): View | null {
    const { number, primary, backup } = this.view
    const successors = number === 0 ? this.live : [primary, backup]
    const first = successors.find((server) => server !== null && this.live.includes(server)) ?? null
    if (first === null) return null
    const hasBackup = backup !== null && backup !== first && this.live.includes(backup)
    const second = hasBackup ? backup : (this.live.find((server) => server !== first) ?? null)
    const isSame = first === primary && second === backup
    return isSame ? null : { number: number + 1, primary: first, backup: second }
  }

  private tell(to: Address, out: Out): void {
    out.send<ViewReply>(to, { kind: 'ViewReply', view: this.view })
  }
}
