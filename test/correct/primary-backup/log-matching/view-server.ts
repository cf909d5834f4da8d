import type {
  Address,
  Node,
  Out,
  ToViewServer,
  View,
  ViewReply,
} from '../../../../src/labs/primary-backup/index.ts'

/** So long may a server be silent: five of its pings. */
const silentMs = 150

/** Counts nothing: each server has a timer of its own, which its pings put off. Whose timer fires is dead. */
export class ViewServer implements Node {
  private view: View = { number: 0, primary: null, backup: null }
  private isAcked = true
  private live = new Set<Address>()

  constructor(readonly self: Address) {}

  start(): void {}

  receive(message: ToViewServer, from: Address, out: Out): void {
    if (message.kind === 'Ping') {
      this.live.add(from)
      out.setTimer(from, silentMs)
      if (from === this.view.primary && message.viewNumber === this.view.number) this.isAcked = true
      this.proceed(out)
    }
    this.tell(from, out)
  }

  timer(server: string, out: Out): void {
    this.live.delete(server)
    this.proceed(out)
  }

  private proceed(out: Out): void {
    if (!this.isAcked) return
    const { number, primary, backup } = this.view
    const ranked = [primary, backup, ...(number === 0 ? this.live : [])]
    const first = ranked.find((server) => server !== null && this.live.has(server)) ?? null
    if (first === null) return
    const others = [backup, ...this.live].filter((server) => server !== first)
    const second = others.find((server) => server !== null && this.live.has(server)) ?? null
    if (first === primary && second === backup) return
    this.view = { number: number + 1, primary: first, backup: second }
    this.isAcked = false
    for (const member of [first, second]) if (member !== null) this.tell(member, out)
  }

  private tell(to: Address, out: Out): void {
    out.send<ViewReply>(to, { kind: 'ViewReply', view: this.view })
  }
}
