import type { Address, Out, Request, Result } from '../../../src/labs/state-machine-replication/index.ts'
import {
  Client,
  Server,
  type Executed,
  type Ordered,
} from '../../../src/reference/state-machine-replication/index.ts'
import type { Mutant } from './mutant.ts'

interface Sent {
  readonly request: Request
  readonly result: Result
  readonly missing: Set<Address>
}

/**
 * Breaks the one order (slides 6–7). The first server sends operations without waiting for one another, and the others
 * execute each when it arrives, though the network reorders.
 */
class InAnyOrder extends Server {
  protected underway = new Map<number, Sent>()
  protected seen = new Set<number>()

  protected override onRequest(request: Request, out: Out): void {
    const last = this.answered.get(request.id.client)
    const isUnderway = [...this.underway.values()].some(
      ({ request: { id } }) => id.client === request.id.client,
    )
    if (isUnderway) return
    if ((last?.sequence ?? 0) >= request.id.sequence || this.self !== this.servers[0])
      return super.onRequest(request, out)
    this.executed += 1
    const result = this.app.execute(request.command)
    const missing = new Set(this.servers.filter((server) => server !== this.self))
    this.underway.set(this.executed, { request, result, missing })
    for (const server of missing)
      out.send<Ordered>(server, { kind: 'Ordered', number: this.executed, command: request.command })
    out.setTimer('forward', 100)
  }

  protected override forward(out: Out): void {
    for (const [number, { request, missing }] of this.underway) {
      for (const server of missing)
        out.send<Ordered>(server, { kind: 'Ordered', number, command: request.command })
    }
    if (this.underway.size > 0) out.setTimer('forward', 100)
  }

  protected override onOrdered({ number, command }: Ordered, from: Address, out: Out): void {
    if (!this.seen.has(number)) this.app.execute(command)
    this.seen.add(number)
    out.send<Executed>(from, { kind: 'Executed', number })
  }

  protected override onExecuted({ number }: Executed, from: Address, out: Out): void {
    const sent = this.underway.get(number)
    sent?.missing.delete(from)
    if (sent === undefined || sent.missing.size > 0) return
    this.underway.delete(number)
    this.answered.set(sent.request.id.client, { sequence: sent.request.id.sequence, result: sent.result })
    this.reply(sent.request, sent.result, out)
  }
}

export default {
  id: 'O2',
  title: 'executes forwards as they come',
  origin: 'own',
  breaks: ['same order'],
  control: false,
  solution: { server: InAnyOrder, client: Client },
  expects: ['replicas-agree'],
} satisfies Mutant
