export { checkEvents, checkOperations } from './check.ts'
export type { PortIllegal, PortLinearizable, PortVerdict } from './verdict.ts'
