export type { Reply, Request, RequestId, SingleServer } from './contract.ts'
export { timing } from './contract.ts'
