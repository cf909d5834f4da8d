import type {
  Address,
  Application,
  ClientNode,
  ClientOut,
  Command,
  Node,
  Out,
  Reply,
  Request,
  RequestId,
  Result,
  StateMachineReplication,
} from '../../../src/labs/state-machine-replication/index.ts'

/*
 * The last server of the list keeps a log of requests and sends each of the others, many at a time, what it lacks. It
 * executes an entry itself, and answers it, only when all others have executed it. Clients try the servers in turn; who
 * is not the right one stays silent.
 */

interface Append {
  readonly kind: 'Append'
  /** How many entries come before these. */
  readonly after: number
  readonly commands: readonly Command[]
}

interface Length {
  readonly kind: 'Length'
  readonly length: number
}

class Replica implements Node {
  log: Request[] = []
  /** Results of the entries that this server has executed: its length says how many. */
  results: Result[] = []
  executed = 0
  lengths: { [server: Address]: number } = {}

  constructor(
    readonly self: Address,
    readonly servers: readonly Address[],
    readonly app: Application,
  ) {}

  start(): void {}

  receive(message: Request | Append | Length, from: Address, out: Out): void {
    if (message.kind === 'Append') return this.append(message, from, out)
    if (message.kind === 'Length') return this.hear(message.length, from, out)
    if (this.self !== this.servers.at(-1)) return
    const place = this.placeOf(message.id)
    if (place >= 0) return this.answer(place, out)
    if (this.log.some(({ id }) => id.client === message.id.client && id.sequence > message.id.sequence))
      return
    this.log.push({ ...message, command: this.app.decide(message.command) })
    this.timer('ship', out)
  }

  timer(_name: string, out: Out): void {
    const lacking = this.others().filter((server) => this.lengthOf(server) < this.log.length)
    for (const server of lacking) {
      const after = this.lengthOf(server)
      const commands = this.log.slice(after).map(({ command }) => command)
      out.send<Append>(server, { kind: 'Append', after, commands })
    }
    if (lacking.length > 0) out.setTimer('ship', 70)
  }

  append({ after, commands }: Append, from: Address, out: Out): void {
    if (after <= this.executed) {
      for (const command of commands.slice(this.executed - after)) {
        this.executed += 1
        this.app.execute(command)
      }
    }
    out.send<Length>(from, { kind: 'Length', length: this.executed })
  }

  hear(length: number, from: Address, out: Out): void {
    this.lengths[from] = Math.max(length, this.lengthOf(from))
    const byAll = Math.min(...this.others().map((server) => this.lengthOf(server)))
    while (this.results.length < byAll) {
      const entry = this.log[this.results.length]
      if (entry === undefined) return
      this.results.push(this.app.execute(entry.command))
      this.answer(this.results.length - 1, out)
    }
  }

  answer(place: number, out: Out): void {
    const entry = this.log[place]
    const result = this.results[place]
    if (entry !== undefined && result !== undefined)
      out.send<Reply>(entry.id.client, { kind: 'Reply', id: entry.id, result })
  }

  placeOf({ client, sequence }: RequestId): number {
    return this.log.findIndex(({ id }) => id.client === client && id.sequence === sequence)
  }

  others(): readonly Address[] {
    return this.servers.filter((server) => server !== this.self)
  }

  lengthOf(server: Address): number {
    return this.lengths[server] ?? 0
  }
}

class Wanderer implements ClientNode {
  sequence = 0
  command: Command | null = null
  /** Which server is asked next: the one that answered last, as long as it does. */
  place = 0

  constructor(
    readonly self: Address,
    readonly servers: readonly Address[],
  ) {}

  submit(command: Command, out: ClientOut): void {
    this.sequence += 1
    this.command = command
    this.ask(out)
  }

  receive({ id, result }: Reply, _from: Address, out: ClientOut): void {
    if (this.command === null || id.sequence !== this.sequence) return
    this.command = null
    out.finish(result)
  }

  timer(_name: string, out: ClientOut): void {
    if (this.command === null) return
    this.place = (this.place + 1) % this.servers.length
    this.ask(out)
  }

  ask(out: Out): void {
    const server = this.servers[this.place]
    if (server === undefined || this.command === null) return
    const id = { client: this.self, sequence: this.sequence }
    out.send<Request>(server, { kind: 'Request', id, command: this.command })
    out.setTimer('next', 90)
  }
}

export default { server: Replica, client: Wanderer } satisfies StateMachineReplication
