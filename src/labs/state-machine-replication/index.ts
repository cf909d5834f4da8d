export type {
  Address,
  Application,
  ClientNode,
  ClientOut,
  Command,
  Message,
  Node,
  Out,
  Result,
  Snapshot,
} from '../../port/index.ts'
export type { Reply, Request, RequestId, StateMachineReplication } from './contract.ts'
export { timing } from './contract.ts'
