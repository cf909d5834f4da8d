import type {
  Address,
  Node,
  Out,
  ToViewServer,
  View,
  ViewReply,
} from '../../../../src/labs/primary-backup/index.ts'

const checkMs = 60
const silentMax = 3

export class ViewServer implements Node {
  private view: View = { number: 0, primary: null, backup: null }
  private isAcked = true
  /** Checks since each server was last heard of; in the order in which they came. */
  private silent: Record<Address, number> = {}

  constructor(readonly self: Address) {}

  start(out: Out): void {
    out.setTimer('check', checkMs)
  }

  receive(message: ToViewServer, from: Address, out: Out): void {
    if (message.kind === 'Ping') {
      this.silent[from] = 0
      if (from === this.view.primary && message.viewNumber === this.view.number) this.isAcked = true
      this.proceed()
    }
    out.send<ViewReply>(from, { kind: 'ViewReply', view: this.view })
  }

  timer(_name: string, out: Out): void {
    for (const server of Object.keys(this.silent)) this.silent[server] = (this.silent[server] ?? 0) + 1
    this.proceed()
    out.setTimer('check', checkMs)
  }

  private proceed(): void {
    if (!this.isAcked) return
    const { number, primary, backup } = this.view
    const live = Object.keys(this.silent).filter((server) => (this.silent[server] ?? 0) <= silentMax)
    const members = number === 0 ? live : live.filter((server) => server === primary || server === backup)
    const first = primary !== null && members.includes(primary) ? primary : members[0]
    if (first === undefined) return
    const rest = live.filter((server) => server !== first)
    const second = rest.find((server) => server === backup) ?? rest[0] ?? null
    if (first === primary && second === backup) return
    this.view = { number: number + 1, primary: first, backup: second }
    this.isAcked = false
  }
}
