// One server, no replica: at-most-once calls over an unreliable network. Run it with --lab single-server.
export { default } from '../../src/reference/single-server/index.ts'
