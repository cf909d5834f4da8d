import { keyValue } from './key-value.ts'
import type { Service } from './service.ts'

export type { Chance, Service } from './service.ts'
export type { KeyValueCommand } from './key-value.ts'
export { keyValue } from './key-value.ts'
export type {
  GuestReply,
  Interrupt,
  MachineCommand,
  Output,
  Progress,
  StoreCommand,
} from './virtual-machine/index.ts'
export { packetOf, resultOf, virtualMachine } from './virtual-machine/index.ts'

/** Everything that can be replicated, by name. */
export const services: Readonly<Record<string, Service>> = { [keyValue.name]: keyValue }
