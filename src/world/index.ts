export { createApplication } from './application.ts'
export { Host } from './host.ts'
export { World } from './world.ts'
export type { StateMachine } from './application.ts'
