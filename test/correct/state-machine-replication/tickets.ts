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
 * Every client has a server of its own. That server draws a ticket for the call from the first server, tells everyone
 * the command with its ticket, and answers when all have said that they have executed it. The first server only counts.
 * Each server executes the tickets in their order and keeps those that come too early.
 */

interface Draw {
  readonly kind: 'Draw'
  readonly call: string
}

interface Ticket {
  readonly kind: 'Ticket'
  readonly call: string
  readonly number: number
}

interface Execute {
  readonly kind: 'Execute'
  readonly number: number
  readonly command: Command
}

interface Done {
  readonly kind: 'Done'
  readonly number: number
}

/** A call that this server has taken on. */
interface Task {
  readonly request: Request
  ticket: number | null
  done: Address[]
  isOver: boolean
}

class Desk implements Node {
  tickets: { [call: string]: number } = {}
  ticketLast = 0
  tasks: { [call: string]: Task } = {}
  early: Map<number, Command> = new Map()
  results: Result[] = []

  constructor(
    readonly self: Address,
    readonly servers: readonly Address[],
    readonly app: Application,
  ) {}

  start(): void {}

  receive(message: Request | Draw | Ticket | Execute | Done, from: Address, out: Out): void {
    switch (message.kind) {
      case 'Request':
        return this.take(message, out)
      case 'Draw':
        this.tickets[message.call] ??= this.ticketLast += 1
        return out.send<Ticket>(from, { ...message, kind: 'Ticket', number: this.tickets[message.call] ?? 0 })
      case 'Ticket': {
        const task = this.tasks[message.call]
        if (task !== undefined) task.ticket ??= message.number
        return this.push(out)
      }
      case 'Execute':
        return this.execute(message, from, out)
      case 'Done':
        return this.onDone(message, from, out)
      default:
        return message satisfies never
    }
  }

  timer(_name: string, out: Out): void {
    this.push(out)
  }

  take(request: Request, out: Out): void {
    const call = `${request.id.client} ${request.id.sequence}`
    const task = (this.tasks[call] ??= this.taskOf(request))
    if (task.isOver) this.reply(task, out)
    this.push(out)
  }

  /** All servers execute the command, so that its outcome is decided before they hear of it. */
  taskOf(request: Request): Task {
    const command = this.app.decide(request.command)
    return { request: { ...request, command }, ticket: null, done: [], isOver: false }
  }

  /** Whatever is still to be said for the calls of this server. */
  push(out: Out): void {
    const open = Object.entries(this.tasks).filter(([, { isOver }]) => !isOver)
    const [first = ''] = this.servers
    for (const [call, { request, ticket, done }] of open) {
      if (ticket === null) out.send<Draw>(first, { kind: 'Draw', call })
      else
        for (const server of this.servers.filter((each) => !done.includes(each)))
          out.send<Execute>(server, { kind: 'Execute', number: ticket, command: request.command })
    }
    if (open.length > 0) out.setTimer('push', 60)
  }

  execute({ number, command }: Execute, from: Address, out: Out): void {
    this.early.set(number, command)
    for (;;) {
      const next = this.early.get(this.results.length + 1)
      if (next === undefined) break
      this.early.delete(this.results.length + 1)
      this.results.push(this.app.execute(next))
    }
    if (number <= this.results.length) out.send<Done>(from, { kind: 'Done', number })
  }

  onDone({ number }: Done, from: Address, out: Out): void {
    const task = Object.values(this.tasks).find(({ ticket }) => ticket === number)
    if (task === undefined || task.isOver) return
    if (!task.done.includes(from)) task.done.push(from)
    if (task.done.length < this.servers.length) return
    task.isOver = true
    this.reply(task, out)
  }

  reply({ request: { id }, ticket }: Task, out: Out): void {
    const result = this.results[(ticket ?? 0) - 1]
    if (result !== undefined) out.send<Reply>(id.client, { kind: 'Reply', id, result })
  }
}

class Customer implements ClientNode {
  calls = 0
  command: Command | null = null

  constructor(
    readonly self: Address,
    readonly servers: readonly Address[],
  ) {}

  submit(command: Command, out: ClientOut): void {
    this.calls += 1
    this.command = command
    this.timer('again', out)
  }

  receive({ id, result }: Reply, _from: Address, out: ClientOut): void {
    if (this.command === null || id.sequence !== this.calls) return
    this.command = null
    out.finish(result)
  }

  timer(name: string, out: ClientOut): void {
    const own = this.servers[Number(this.self.slice(1)) % this.servers.length]
    if (this.command === null || own === undefined) return
    out.send<Request>(own, {
      kind: 'Request',
      id: { client: this.self, sequence: this.calls },
      command: this.command,
    })
    out.setTimer(name, 200)
  }
}

export default { server: Desk, client: Customer } satisfies StateMachineReplication
