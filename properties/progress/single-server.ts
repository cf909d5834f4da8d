import { crashesOf, serversOf } from '../../src/labs/lenses.ts'
import { listed } from '../naming.ts'
import { stuck, type Diagnose } from './diagnosis.ts'
import { exchange } from './exchange.ts'
import { linksOf } from '../links.ts'

/** One server and no backup: when it is gone, so is the service. Source: slides 4–5. */
export const diagnoseSingleServer: Diagnose = (trace, calm, open) => {
  const crashes = crashesOf(trace)
  const { isCut } = linksOf(trace, calm)
  const up = serversOf(trace).filter((server) => !crashes.has(server))
  const [server] = up
  if (server === undefined) {
    return stuck('stuck-no-backup', `${listed(serversOf(trace))} crashed, and nobody else has the state`)
  }
  const connected = open.filter(({ client }) => !up.every((each) => isCut(client, each)))
  if (connected.length === 0) {
    return stuck(
      'stuck-client-cut-off',
      `${listed(open.map(({ client }) => client))} cannot reach ${listed(up)}`,
    )
  }
  return {
    kind: 'at-fault',
    calls: connected,
    entries: [],
    ...exchange(trace, calm, connected, [server], null),
  }
}
