export type { Address, Application, Command, Message, Node, Out, Result, Snapshot } from '../../port/index.ts'
export type { Interrupt, MachineCommand, Output, Progress } from '../../services/index.ts'
export type {
  Acknowledgement,
  Log,
  LogEntry,
  LogEvent,
  Outside,
  Packet,
  Release,
  ReplicatedVirtualMachine,
  Role,
  TestAndSet,
  TestAndSetResult,
  ToHypervisor,
} from './contract.ts'
export { timing } from './contract.ts'
