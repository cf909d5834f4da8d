export { World } from './world.ts'
export type { StateMachine } from './application.ts'
