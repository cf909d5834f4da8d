import type {
  Address,
  Node,
  Out,
  ToViewServer,
  ViewReply,
} from '../../../../src/labs/primary-backup/index.ts'

const checkMs = 60
const checksMissedMax = 4

export class ViewServer implements Node {
  private number = 0
  private primary: Address | null = null
  private backup: Address | null = null
  private ackedNumber = 0
  /** Checks since each server that is alive was heard of. */
  private missed: Record<Address, number> = {}

  constructor(readonly self: Address) {}

  start(out: Out): void {
    out.setTimer('check', checkMs)
  }

  receive(message: ToViewServer, from: Address, out: Out): void {
    if (message.kind === 'Ping') {
      this.missed[from] = 0
      if (from === this.primary) this.ackedNumber = Math.max(this.ackedNumber, message.viewNumber)
      this.reconsider(out)
    }
    this.tell(from, out)
  }

  timer(_name: string, out: Out): void {
    this.missed = Object.fromEntries(
      Object.entries(this.missed)
        .map(([server, missed]): [Address, number] => [server, missed + 1])
        .filter(([, missed]) => missed < checksMissedMax),
    )
    this.reconsider(out)
    out.setTimer('check', checkMs)
  }

  private reconsider(out: Out): void {
    if (this.ackedNumber < this.number) return
    const alive = Object.keys(this.missed)
    const members = [this.primary, this.backup].filter((member) => member !== null && alive.includes(member))
    const [primary] = this.number === 0 ? alive : members
    if (primary === undefined || primary === null) return
    const second = members.find((member) => member !== primary)
    const backup = this.number === 0 ? null : (second ?? alive.find((server) => server !== primary) ?? null)
    if (primary === this.primary && backup === this.backup) return
    this.number += 1
    this.primary = primary
    this.backup = backup
    for (const server of alive) this.tell(server, out)
  }

  private tell(to: Address, out: Out): void {
    const { number, primary, backup } = this
    out.send<ViewReply>(to, { kind: 'ViewReply', view: { number, primary, backup } })
  }
}
