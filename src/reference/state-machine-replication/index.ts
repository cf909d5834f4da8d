import type {
  Address,
  Application,
  ClientNode,
  ClientOut,
  Command,
  Node,
  Out,
  Result,
} from '../../port/index.ts'
import {
  timing,
  type Reply,
  type Request,
  type StateMachineReplication,
} from '../../labs/state-machine-replication/index.ts'

/** The first server → another: the command that has this number, from 1. */
export interface Ordered {
  readonly kind: 'Ordered'
  readonly number: number
  readonly command: Command
}

/** The other one → the first: it has executed all commands up to this number. */
export interface Executed {
  readonly kind: 'Executed'
  readonly number: number
}

/** A request that the first server has executed, and who has not said so yet. */
interface Pending {
  readonly number: number
  readonly request: Request
  /** With its outcome in it, so that everyone executes the same. Source: slide 9. */
  readonly command: Command
  readonly result: Result
  readonly missing: Set<Address>
}

/**
 * The first server orders the operations, one at a time: it executes one and answers when the others have executed it,
 * too. Source: slides 6–7.
 */
export class Server implements Node {
  /** How many commands this server has executed. */
  protected executed = 0
  /** The last answer to each client. */
  protected answered = new Map<Address, { readonly sequence: number; readonly result: Result }>()
  protected waiting: Request[] = []
  protected pending: Pending | null = null

  constructor(
    readonly self: Address,
    readonly servers: readonly Address[],
    readonly app: Application,
  ) {}

  start(): void {}

  receive(message: Request | Ordered | Executed, from: Address, out: Out): void {
    switch (message.kind) {
      case 'Request':
        return this.onRequest(message, out)
      case 'Ordered':
        return this.onOrdered(message, from, out)
      case 'Executed':
        return this.onExecuted(message, from, out)
      default:
        return message satisfies never
    }
  }

  timer(_name: string, out: Out): void {
    this.forward(out)
  }

  // --- the first server

  protected onRequest(request: Request, out: Out): void {
    if (this.self !== this.servers[0]) return
    const { client, sequence } = request.id
    const last = this.answered.get(client)
    if (last !== undefined && last.sequence >= sequence) {
      if (last.sequence === sequence) this.reply(request, last.result, out)
      return
    }
    if (this.pending?.request.id.client === client) return
    if (this.waiting.some(({ id }) => id.client === client)) return
    this.waiting.push(request)
    this.next(out)
  }

  protected next(out: Out): void {
    const request = this.pending === null ? this.waiting.shift() : undefined
    if (request === undefined) return
    this.executed += 1
    const command = this.app.decide(request.command)
    const result = this.app.execute(command)
    const missing = new Set(this.servers.filter((server) => server !== this.self))
    this.pending = { number: this.executed, request, command, result, missing }
    this.forward(out)
    this.complete(out)
  }

  /** To all who have not said that they have executed it: a message may have been lost. */
  protected forward(out: Out): void {
    if (this.pending === null) return
    const { number, command, missing } = this.pending
    for (const server of missing) out.send<Ordered>(server, { kind: 'Ordered', number, command })
    out.setTimer('forward', timing.retryAfterMs)
  }

  protected onExecuted({ number }: Executed, from: Address, out: Out): void {
    if (this.pending?.number !== number) return
    this.pending.missing.delete(from)
    this.complete(out)
  }

  protected complete(out: Out): void {
    if (this.pending === null || this.pending.missing.size > 0) return
    const { request, result } = this.pending
    this.pending = null
    out.cancelTimer('forward')
    this.answered.set(request.id.client, { sequence: request.id.sequence, result })
    this.reply(request, result, out)
    this.next(out)
  }

  protected reply({ id }: Request, result: Result, out: Out): void {
    out.send<Reply>(id.client, { kind: 'Reply', id, result })
  }

  // --- the others

  /** Commands come in their order; one that comes again is acknowledged again, since that may have been lost. */
  protected onOrdered({ number, command }: Ordered, from: Address, out: Out): void {
    if (number === this.executed + 1) {
      this.executed = number
      this.app.execute(command)
    }
    if (number <= this.executed) out.send<Executed>(from, { kind: 'Executed', number })
  }
}

/** Sends its call to the first server until it is answered. */
export class Client implements ClientNode {
  protected sequence = 0
  protected command: Command | null = null

  constructor(
    readonly self: Address,
    readonly servers: readonly Address[],
  ) {}

  submit(command: Command, out: ClientOut): void {
    this.sequence += 1
    this.command = command
    this.request(out)
  }

  receive({ id, result }: Reply, _from: Address, out: ClientOut): void {
    if (this.command === null || id.sequence !== this.sequence) return
    this.command = null
    out.cancelTimer('retry')
    out.finish(result)
  }

  timer(_name: string, out: ClientOut): void {
    this.request(out)
  }

  protected request(out: Out): void {
    const [first] = this.servers
    if (this.command === null || first === undefined) return
    const id = { client: this.self, sequence: this.sequence }
    out.send<Request>(first, { kind: 'Request', id, command: this.command })
    out.setTimer('retry', timing.retryAfterMs)
  }
}

const stateMachineReplication = { server: Server, client: Client } satisfies StateMachineReplication

export default stateMachineReplication
