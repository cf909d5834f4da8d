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
export type {
  GetView,
  Ping,
  PrimaryBackup,
  Refusal,
  Reply,
  Request,
  RequestId,
  ToClient,
  ToViewServer,
  View,
  ViewReply,
} from './contract.ts'
export { timing } from './contract.ts'
