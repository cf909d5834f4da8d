/** The reference, as a solution that one would hand in. */
export { default } from '../../src/reference/hot-standby/index.ts'
