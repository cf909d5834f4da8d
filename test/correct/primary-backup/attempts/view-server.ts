import type {
  Address,
  Node,
  Out,
  ToViewServer,
  View,
  ViewReply,
} from '../../../../src/labs/primary-backup/index.ts'

const roundMs = 80
const roundsSilentMax = 3

export class ViewServer implements Node {
  private view: View = { number: 0, primary: null, backup: null }
  private isAcked = true
  private round = 0
  private lastRound = new Map<Address, number>()
  private subscribers = new Set<Address>()

  constructor(readonly self: Address) {}

  start(out: Out): void {
    out.setTimer('round', roundMs)
  }

  receive(message: ToViewServer, from: Address, out: Out): void {
    const isNew = !this.subscribers.has(from)
    this.subscribers.add(from)
    if (message.kind === 'Ping') {
      this.lastRound.set(from, this.round)
      if (message.viewNumber === this.view.number && from === this.view.primary) this.isAcked = true
      if (this.change(out)) return
    }
    const isBehind = message.kind === 'GetView' || message.viewNumber < this.view.number
    if (isNew || isBehind) out.send<ViewReply>(from, { kind: 'ViewReply', view: this.view })
  }

  timer(_name: string, out: Out): void {
    this.round += 1
    this.change(out)
    out.setTimer('round', roundMs)
  }

  private change(out: Out): boolean {
    const next = this.isAcked ? this.candidate() : null
    if (next === null) return false
    this.view = next
    this.isAcked = false
    for (const subscriber of this.subscribers)
      out.send<ViewReply>(subscriber, { kind: 'ViewReply', view: next })
    return true
  }

  private candidate(): View | null {
    const { number, primary: oldPrimary, backup: oldBackup } = this.view
    const alive = [...this.lastRound].filter(([, last]) => this.round - last < roundsSilentMax)
    const servers = alive.map(([server]) => server)
    if (number === 0) {
      const [first] = servers
      return first === undefined ? null : { number: 1, primary: first, backup: null }
    }
    const primary = [oldPrimary, oldBackup].find((server) => server !== null && servers.includes(server))
    if (primary === undefined || primary === null) return null
    const others = servers.filter((server) => server !== primary)
    const backup = others.find((server) => server === oldBackup) ?? others[0] ?? null
    const isSame = primary === oldPrimary && backup === oldBackup
    return isSame ? null : { number: number + 1, primary, backup }
  }
}
