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
  Result,
  StateMachineReplication,
} from '../../../src/labs/state-machine-replication/index.ts'

/*
 * In two rounds: the second server of the list proposes an operation, the others write it down; when all have it, it
 * executes and answers, and tells the others in a second round to execute what they wrote down. It answers reads from its
 * own state, where nothing is that has not been given to everyone.
 */

interface Propose {
  readonly kind: 'Propose'
  readonly number: number
  readonly command: Command
}

interface Accepted {
  readonly kind: 'Accepted'
  readonly number: number
}

/** Execute everything up to that number. */
interface Commit {
  readonly kind: 'Commit'
  readonly number: number
}

interface Committed {
  readonly kind: 'Committed'
  readonly number: number
}

interface Answer {
  readonly sequence: number
  readonly result: Result
}

class Scribe implements Node {
  proposals: Command[] = []
  executed = 0
  /** Writes that wait for their turn; the first is the one under way. */
  queue: Request[] = []
  accepted: Set<Address> = new Set()
  committed: Map<Address, number> = new Map()
  answers: Map<Address, Answer> = new Map()

  constructor(
    readonly self: Address,
    readonly servers: readonly Address[],
    readonly app: Application,
  ) {}

  start(): void {}

  receive(message: Request | Propose | Accepted | Commit | Committed, from: Address, out: Out): void {
    switch (message.kind) {
      case 'Request':
        if (this.self === this.servers[1]) this.ask(message, out)
        return
      case 'Propose':
        if (message.number === this.proposals.length + 1) this.proposals.push(message.command)
        if (message.number <= this.proposals.length)
          out.send<Accepted>(from, { kind: 'Accepted', number: message.number })
        return
      case 'Accepted':
        if (message.number === this.executed + 1 && this.queue.length > 0) this.accepted.add(from)
        return this.decide(out)
      case 'Commit':
        this.executeUpTo(message.number)
        return out.send<Committed>(from, { kind: 'Committed', number: this.executed })
      case 'Committed':
        this.committed.set(from, Math.max(message.number, this.committed.get(from) ?? 0))
        return
      default:
        return message satisfies never
    }
  }

  timer(_name: string, out: Out): void {
    const [request] = this.queue
    let isWaiting = false
    for (const server of this.servers.filter((each) => each !== this.self)) {
      if (request !== undefined && !this.accepted.has(server)) {
        isWaiting = true
        out.send<Propose>(server, { kind: 'Propose', number: this.executed + 1, command: request.command })
      }
      if ((this.committed.get(server) ?? 0) < this.executed) {
        isWaiting = true
        out.send<Commit>(server, { kind: 'Commit', number: this.executed })
      }
    }
    if (isWaiting) out.setTimer('again', 50)
  }

  ask(request: Request, out: Out): void {
    const { id, command } = request
    const answer = this.answers.get(id.client)
    if (command.op === 'get') {
      out.send<Reply>(id.client, { kind: 'Reply', id, result: this.app.execute(command) })
    } else if (answer?.sequence === id.sequence) {
      out.send<Reply>(id.client, { kind: 'Reply', id, result: answer.result })
    } else if (
      (answer?.sequence ?? 0) < id.sequence &&
      !this.queue.some((other) => other.id.client === id.client)
    ) {
      this.queue.push({ ...request, command: this.app.decide(command) })
      if (this.queue.length === 1) this.timer('', out)
    }
  }

  decide(out: Out): void {
    const [request] = this.queue
    if (request === undefined || this.accepted.size < this.servers.length - 1) return
    this.queue.shift()
    this.accepted = new Set()
    this.executed += 1
    const { client, sequence } = request.id
    const result = this.app.execute(request.command)
    this.answers.set(client, { sequence, result })
    out.send<Reply>(client, { kind: 'Reply', id: request.id, result })
    this.timer('', out)
  }

  executeUpTo(number: number): void {
    for (; this.executed < number; this.executed += 1) {
      const command = this.proposals[this.executed]
      if (command === undefined) return
      this.app.execute(command)
    }
  }
}

class Caller implements ClientNode {
  sequence = 0
  command: Command | null = null

  constructor(
    readonly self: Address,
    readonly servers: readonly Address[],
  ) {}

  submit(command: Command, out: ClientOut): void {
    this.sequence += 1
    this.command = command
    this.timer('', out)
  }

  receive({ id, result }: Reply, _from: Address, out: ClientOut): void {
    if (this.command === null || id.sequence !== this.sequence) return
    this.command = null
    out.finish(result)
  }

  timer(_name: string, out: ClientOut): void {
    if (this.command === null) return
    const id = { client: this.self, sequence: this.sequence }
    for (const server of this.servers)
      out.send<Request>(server, { kind: 'Request', id, command: this.command })
    out.setTimer('again', 120)
  }
}

export default { server: Scribe, client: Caller } satisfies StateMachineReplication
