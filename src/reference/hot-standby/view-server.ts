import {
  timing,
  type Address,
  type Node,
  type Out,
  type ToViewServer,
  type View,
  type ViewReply,
} from '../../labs/primary-backup/index.ts'

/**
 * Decides who is primary and who is backup. It moves to another view only after the primary of the current one
 * has acknowledged it (slide 17), and only to a primary that holds the state: the old primary or the old backup
 * (rule 1, slide 21).
 */
export class ViewServer implements Node {
  protected view: View = { number: 0, primary: null, backup: null }
  /** Whether the primary of `view` has pinged with its number. */
  protected acknowledged = false
  /** Servers that are alive, in the order in which they were first heard of, with the checks passed since. */
  protected silentChecks = new Map<Address, number>()

  constructor(readonly self: Address) {}

  start(out: Out): void {
    out.setTimer('check', timing.checkEveryMs)
  }

  receive(message: ToViewServer, from: Address, out: Out): void {
    switch (message.kind) {
      case 'Ping': {
        this.silentChecks.set(from, 0)
        if (this.acknowledges(message.viewNumber, from)) this.acknowledged = true
        const told = this.advance(out)
        if (!told.includes(from)) this.tell(from, out)
        return
      }
      case 'GetView':
        this.tell(from, out)
        return
    }
  }

  timer(_name: string, out: Out): void {
    for (const [server, checks] of this.silentChecks) {
      if (checks + 1 >= timing.silentChecksMax) this.silentChecks.delete(server)
      else this.silentChecks.set(server, checks + 1)
    }
    this.advance(out)
    out.setTimer('check', timing.checkEveryMs)
  }

  /** A ping of the primary of the current view, with its number (slide 17). */
  protected acknowledges(viewNumber: number, from: Address): boolean {
    return from === this.view.primary && viewNumber === this.view.number
  }

  /** Moves to the next view if there is cause and leave to. Returns whom it told: the members of the new view. */
  protected advance(out: Out): Address[] {
    const next = this.nextView()
    if (next === null) return []
    this.view = next
    this.acknowledged = false
    const members = [next.primary, next.backup].filter((member) => member !== null)
    for (const member of members) this.tell(member, out)
    return members
  }

  /** The view that should follow, or null where the current one stays. */
  protected nextView(): View | null {
    if (!this.mayLeave()) return null
    const { number, primary, backup } = this.view
    const nextPrimary = this.nextPrimary()
    if (nextPrimary === null) return null
    const nextBackup = this.nextBackup(nextPrimary)
    if (nextPrimary === primary && nextBackup === backup) return null
    return { number: number + 1, primary: nextPrimary, backup: nextBackup }
  }

  /** View 0 has no primary that could acknowledge it. */
  protected mayLeave(): boolean {
    return this.view.number === 0 || this.acknowledged
  }

  /** Only a server that holds the state; in the beginning there is none, and anyone will do. */
  protected nextPrimary(): Address | null {
    if (this.view.number === 0) return this.idleServer(null)
    return (
      [this.view.primary, this.view.backup].find((server) => server !== null && this.isAlive(server)) ?? null
    )
  }

  protected nextBackup(primary: Address): Address | null {
    const { backup } = this.view
    if (backup !== null && backup !== primary && this.isAlive(backup)) return backup
    return this.view.number === 0 ? null : this.idleServer(primary)
  }

  protected idleServer(primary: Address | null): Address | null {
    return [...this.silentChecks.keys()].find((server) => server !== primary) ?? null
  }

  protected isAlive(server: Address): boolean {
    return this.silentChecks.has(server)
  }

  protected tell(to: Address, out: Out): void {
    out.send<ViewReply>(to, { kind: 'ViewReply', view: this.view })
  }
}
