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
  SingleServer,
} from '../../../src/labs/single-server/index.ts'

/*
 * The server keeps the result of every request that it ever saw, by the text of its id, and answers old ones too. The
 * client has one timer that never stops, and asks more and more rarely.
 */

class Archive implements Node {
  results: { [id: string]: Result } = {}

  constructor(
    readonly self: Address,
    readonly app: Application,
  ) {}

  start(): void {}

  receive({ id, command }: Request, from: Address, out: Out): void {
    const name = `${id.client}/${id.sequence}`
    const isKnown = Object.hasOwn(this.results, name)
    const result = isKnown ? (this.results[name] ?? null) : this.app.execute(command)
    this.results[name] = result
    out.send<Reply>(from, { kind: 'Reply', id, result })
  }

  timer(): void {}
}

interface Open {
  readonly sequence: number
  readonly command: Command
}

class Patient implements ClientNode {
  open: Open | null = null
  calls = 0
  waitMs = 40

  constructor(
    readonly self: Address,
    readonly server: Address,
  ) {}

  start(out: ClientOut): void {
    out.setTimer('tick', this.waitMs)
  }

  submit(command: Command, out: ClientOut): void {
    this.calls += 1
    this.open = { sequence: this.calls, command }
    this.waitMs = 40
    this.ask(out)
  }

  receive({ id, result }: Reply, _from: Address, out: ClientOut): void {
    if (id.sequence !== this.open?.sequence) return
    this.open = null
    out.finish(result)
  }

  timer(_name: string, out: ClientOut): void {
    this.waitMs = Math.min(640, this.waitMs * 2)
    out.setTimer('tick', this.waitMs)
    this.ask(out)
  }

  ask(out: Out): void {
    if (this.open === null) return
    const { sequence, command } = this.open
    out.send<Request>(this.server, { kind: 'Request', id: { client: this.self, sequence }, command })
  }
}

export default { server: Archive, client: Patient } satisfies SingleServer
