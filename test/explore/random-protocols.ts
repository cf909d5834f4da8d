import * as fc from 'fast-check'
import { historyMonitor } from '../../properties/moments.ts'
import {
  unguarded,
  type Cast,
  type ClientNode,
  type ClientOut,
  type Command,
  type Node,
  type Out,
} from '../../src/port/index.ts'
import { keyValue } from '../../src/services/index.ts'
import type { Call, Judgement } from '../../src/trace/index.ts'

/** What a node does at an event in one of its states; at all others it does nothing. */
interface Rule {
  readonly state: number
  readonly event: string
  readonly next: number
  readonly sends: readonly (readonly [to: number, kind: string])[]
  readonly timer: 'set' | 'cancel' | 'leave'
  /** Servers: whether they write; clients: what their call returns, if one is outstanding. */
  readonly acts: 'no' | 'good' | 'bad'
}

/** Nodes as tables, drawn at random: most of them do something that nobody would think of. */
export interface Protocol {
  readonly servers: readonly (readonly Rule[])[]
  readonly clients: readonly (readonly Rule[])[]
}

const events = ['start', 'timer', 'ask', 'tell', 'submit']

/** What servers write. */
const written: Command & Record<string, string> = { op: 'append', key: 'k', value: 'x' }

function rules(nodes: number): fc.Arbitrary<readonly Rule[]> {
  const rule = fc.record({
    state: fc.nat(2),
    event: fc.constantFrom(...events),
    next: fc.nat(2),
    sends: fc.array(fc.tuple(fc.nat(nodes - 1), fc.constantFrom('ask', 'tell')), { maxLength: 2 }),
    timer: fc.constantFrom('set' as const, 'cancel' as const, 'leave' as const),
    acts: fc.constantFrom('no' as const, 'good' as const, 'bad' as const),
  })
  return fc.array(rule, { minLength: 2, maxLength: 6 })
}

export const protocols: fc.Arbitrary<Protocol> = fc
  .constantFrom([1, 1], [2, 1], [1, 2])
  .chain(([servers = 1, clients = 1]) => {
    const each = rules(servers + clients)
    return fc.record({
      servers: fc.array(each, { minLength: servers, maxLength: servers }),
      clients: fc.array(each, { minLength: clients, maxLength: clients }),
    })
  })

export function addressesOf({ servers, clients }: Protocol): readonly string[] {
  return [...servers.map((_rules, i) => `s${i + 1}`), ...clients.map((_rules, i) => `c${i + 1}`)]
}

export function castOf(protocol: Protocol): Cast {
  const addresses = addressesOf(protocol)
  const tables = [...protocol.servers, ...protocol.clients]
  const tableOf = (address: string): readonly Rule[] => tables[addresses.indexOf(address)] ?? []
  return {
    fixed: [],
    createFixed() {
      throw new Error('there are no fixed nodes')
    },
    createServer(address, app) {
      return tableNode(tableOf(address), addresses, () => void app.execute(written))
    },
    createClient: (address) => tableNode(tableOf(address), addresses, null),
    guard: unguarded,
  }
}

/** `write`: null for clients. The table is no field: only what can be saved is the node's own. */
function tableNode(
  table: readonly Rule[],
  addresses: readonly string[],
  write: (() => void) | null,
): Node & ClientNode {
  class TableNode implements Node, ClientNode {
    state = 0
    waits = false
    written = false

    start(out: Out): void {
      this.happen('start', out, null)
    }

    submit(_command: unknown, out: ClientOut): void {
      this.waits = true
      this.happen('submit', out, out)
    }

    receive({ kind }: { readonly kind: string }, _from: string, out: ClientOut): void {
      this.happen(kind, out, out)
    }

    timer(_name: string, out: ClientOut): void {
      this.happen('timer', out, out)
    }

    happen(event: string, out: Out, client: ClientOut | null): void {
      const rule = table.find((each) => each.event === event && each.state === this.state)
      if (rule === undefined) return
      this.state = rule.next
      for (const [to, kind] of rule.sends) out.send(addresses[to] ?? '', { kind })
      if (rule.timer === 'set') out.setTimer('timer', 1)
      if (rule.timer === 'cancel') out.cancelTimer('timer')
      if (rule.acts === 'no') return
      // Once: a number of writes without bound has no end of states.
      if (write !== null && !this.written) {
        this.written = true
        write()
      }
      if (write !== null || client === null || !this.waits) return
      this.waits = false
      client.finish(rule.acts)
    }
  }
  return new TableNode()
}

/** Breaks where a history is as `isBad` says; where nothing is, it only writes the history down. */
export function judgementOn(isBad: (history: readonly Call[]) => boolean): Judgement {
  return {
    name: 'linearizable',
    claim: 'no call returns what it must not',
    source: 'drawn at random',
    on: 'every schedule',
    needs: [],
    judge: () => ({ kind: 'holds' }),
    monitor: () => historyMonitor((history) => !isBad(history)),
  }
}

export const machine = keyValue
