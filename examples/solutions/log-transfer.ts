/** The reference with log transfer: a new backup replays the log. */
export { default } from '../../src/reference/log-transfer/index.ts'
