// One server, no replica: at-most-once calls over an unreliable network.
import type { SingleServer } from 'splitbrain/single-server'
import reference from '../../src/reference/single-server/index.ts'

export default reference satisfies SingleServer
