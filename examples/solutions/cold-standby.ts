/** The reference with a cold standby: the backup saves the log and executes it when promoted. */
export { default } from '../../src/reference/cold-standby/index.ts'
