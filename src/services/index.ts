import { bank } from './bank.ts'
import { counter } from './counter.ts'
import { keyValue } from './key-value.ts'
import { nonDeterministic } from './non-deterministic.ts'
import { queue } from './queue.ts'
import type { Service } from './service.ts'
import { virtualMachine } from './virtual-machine/index.ts'

export type { Chance, Service } from './service.ts'
export { isUndecided } from './service.ts'
export type { KeyValueCommand } from './key-value.ts'
export type {
  GuestReply,
  Interrupt,
  MachineCommand,
  Output,
  Progress,
  StoreCommand,
} from './virtual-machine/index.ts'
export { packetOf, resultOf } from './virtual-machine/index.ts'
export { bank, counter, keyValue, nonDeterministic, queue, virtualMachine }

/** Everything that can be replicated, by name. */
export const services: Readonly<Record<string, Service>> = Object.fromEntries(
  [keyValue, counter, queue, bank, nonDeterministic, virtualMachine].map((service) => [
    service.name,
    service,
  ]),
)
