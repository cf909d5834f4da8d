import type { Address, Command } from '../../../port/index.ts'
import type { Fault, Moment, Occasion, Operation, Plan } from '../../../schedule/index.ts'
import type { StoreCommand } from '../../../services/index.ts'
import { delivered, once } from '../../script.ts'
import { outside } from '../outside/addresses.ts'

/* The vocabulary of these scenarios, made of what the contract fixes. s1 is the primary, s2 the backup. */

/** A packet of the client's call of that number reaches the server. */
export function packetArrives(client: Address, sequence: number, server: Address): Occasion {
  return delivered('Packet', outside.switch, server, { client, sequence })
}

/** The switch hands a packet of that call to the server: what happens now, happens before it arrives. */
export function packetComes(client: Address, sequence: number, server: Address): Occasion {
  const part = { client, sequence }
  return once({ on: 'sent', kind: 'Packet', from: outside.switch, to: server, with: part })
}

/** The server lets an output go. */
export function released(server: Address): Occasion {
  return once({ on: 'sent', kind: 'Release', from: server, to: outside.switch, with: null })
}

/** The server is told who won the test-and-set. */
export function told(server: Address, holder: Address): Occasion {
  return delivered('TestAndSetResult', outside.disk, server, { holder })
}

export function call(client: Address, command: StoreCommand, at: Moment): Operation {
  // The port knows no more of a command than its operation.
  const asked: Command = command
  return { client, command: asked, at }
}

/** Time for a story in the hands of a slow solution: one that finds a server dead after a second comes through. */
const stormMs = 15_000

/** The story ends at `overAt`; what lasts until the calm ends there, too. */
export function planOf(story: {
  readonly clients: readonly Address[]
  readonly faults: readonly Fault[]
  readonly operations: readonly Operation[]
  readonly overAt: Moment
}): Plan {
  const { clients, faults, operations, overAt } = story
  return {
    setup: { lab: 'replicated-vm', service: 'virtual-machine', servers: ['s1', 's2'], clients },
    scheduler: {
      kind: 'timed',
      latencyMs: { min: 1, max: 3 },
      faults,
      stormMs,
      overAt,
      settleMs: 250,
      calmMs: 5_000,
    },
    seed: 1,
    operations,
  }
}
