export type { CallBar, Diagram, Explanation, Lane, Order, Replay, Row } from './explanation.ts'
export type { Failure, Placement } from './explain.ts'
export { explain } from './explain.ts'
