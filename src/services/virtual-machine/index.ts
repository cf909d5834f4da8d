export type {
  Activity,
  Interrupt,
  MachineCommand,
  MachineState,
  Output,
  Program,
  Progress,
} from './machine.ts'
export { boot } from './machine.ts'
export { assemble } from './assembler.ts'
export { execute } from './commands.ts'
export { guest, guestSource } from './guest.ts'
export type { GuestReply } from './packets.ts'
export { packetOf, resultOf } from './packets.ts'
export type { StoreCommand, StoreKey } from './store.ts'
export { virtualMachine } from './service.ts'
