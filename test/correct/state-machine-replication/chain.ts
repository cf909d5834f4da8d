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
 * A chain: writes enter at the head, pass from server to server, and the tail answers them, since whatever it has,
 * everybody has. Reads go to the tail alone. Source: van Renesse & Schneider 2004.
 */

interface Link {
  readonly kind: 'Link'
  readonly place: number
  readonly request: Request
}

/** The successor has everything up to that place. */
interface Received {
  readonly kind: 'Received'
  readonly place: number
}

interface Answer {
  readonly sequence: number
  readonly result: Result
}

class Member implements Node {
  /** Writes in their order. Place 1 is the first. */
  log: Request[] = []
  receivedBySuccessor = 0
  answers: Map<Address, Answer> = new Map()

  constructor(
    readonly self: Address,
    readonly servers: readonly Address[],
    readonly app: Application,
  ) {}

  start(): void {}

  receive(message: Request | Link | Received, from: Address, out: Out): void {
    if (message.kind === 'Received') {
      this.receivedBySuccessor = Math.max(this.receivedBySuccessor, message.place)
    } else if (message.kind === 'Link') {
      if (message.place === this.log.length + 1) this.take(message.request, out)
      if (message.place <= this.log.length)
        out.send<Received>(from, { kind: 'Received', place: message.place })
      if (message.place <= this.log.length) this.answer(message.request, out)
    } else if (message.command.op === 'get') {
      this.read(message, out)
    } else if (this.self === this.servers[0]) {
      this.write(message, out)
    }
  }

  timer(_name: string, out: Out): void {
    this.pass(out)
  }

  read({ id, command }: Request, out: Out): void {
    if (this.self !== this.servers.at(-1)) return
    out.send<Reply>(id.client, { kind: 'Reply', id, result: this.app.execute(command) })
  }

  write(request: Request, out: Out): void {
    const { client, sequence } = request.id
    const known = this.answers.get(client)?.sequence ?? 0
    if (sequence > known) return this.take({ ...request, command: this.app.decide(request.command) }, out)
    // A repetition runs down the chain once more, so that the tail answers it again.
    const place = this.log.findIndex(({ id }) => id.client === client && id.sequence === sequence) + 1
    if (place > 0) this.link(place, out)
  }

  take(request: Request, out: Out): void {
    this.log.push(request)
    const { client, sequence } = request.id
    this.answers.set(client, { sequence, result: this.app.execute(request.command) })
    this.pass(out)
    this.answer(request, out)
  }

  /** Passes on what the successor has not, again and again. */
  pass(out: Out): void {
    if (this.self === this.servers.at(-1) || this.receivedBySuccessor >= this.log.length) return
    for (let place = this.receivedBySuccessor + 1; place <= this.log.length; place += 1) this.link(place, out)
    out.setTimer('pass', 80)
  }

  link(place: number, out: Out): void {
    const successor = this.servers[this.servers.indexOf(this.self) + 1]
    const request = this.log[place - 1]
    if (successor !== undefined && request !== undefined)
      out.send<Link>(successor, { kind: 'Link', place, request })
    else if (request !== undefined) this.answer(request, out)
  }

  answer({ id }: Request, out: Out): void {
    const answer = this.answers.get(id.client)
    if (this.self !== this.servers.at(-1)) {
      // Somebody asks again, and the answer is further down.
      const place = this.log.findIndex(
        (other) => other.id.client === id.client && other.id.sequence === id.sequence,
      )
      if (place + 1 <= this.receivedBySuccessor) this.link(place + 1, out)
      return
    }
    if (answer?.sequence === id.sequence)
      out.send<Reply>(id.client, { kind: 'Reply', id, result: answer.result })
  }
}

class Caller implements ClientNode {
  count = 0
  open: Request | null = null

  constructor(
    readonly self: Address,
    readonly servers: readonly Address[],
  ) {}

  submit(command: Command, out: ClientOut): void {
    this.count += 1
    this.open = { kind: 'Request', id: { client: this.self, sequence: this.count }, command }
    this.timer('ask', out)
  }

  receive({ id, result }: Reply, _from: Address, out: ClientOut): void {
    if (this.open?.id.sequence !== id.sequence) return
    this.open = null
    out.cancelTimer('ask')
    out.finish(result)
  }

  timer(_name: string, out: ClientOut): void {
    const server = this.open?.command.op === 'get' ? this.servers.at(-1) : this.servers[0]
    if (this.open === null || server === undefined) return
    out.send<Request>(server, this.open)
    out.setTimer('ask', 150)
  }
}

export default { server: Member, client: Caller } satisfies StateMachineReplication
