export type { CallBar, Diagram, Explanation, Lane, Order, Replay, Row, Story } from './explanation.ts'
export type { Failure, Placement } from './explain.ts'
export { explain, tell } from './explain.ts'
