import { crashesOf } from '../../src/labs/lenses.ts'
import { listed } from '../naming.ts'
import { linksOf } from '../links.ts'
import { stuck, type Diagnose } from './diagnosis.ts'
import { exchange } from './exchange.ts'

/**
 * Every server is needed for every write, and nobody may decide that one of them is dead: one that is gone, or out of
 * reach of another, stops the system. In doubt it is a stuck case: the design decides which links are needed.
 * Source: slides 6–8, 10.
 */
export const diagnoseStateMachineReplication: Diagnose = (trace, calm, open) => {
  const { servers } = trace.setup
  const dead = servers.filter((server) => crashesOf(trace).has(server))
  if (dead.length > 0) {
    return stuck(
      'stuck-replica-dead',
      `${listed(dead)} crashed, every write needs every server, and nobody may decide to go on without one`,
    )
  }
  const { isCut } = linksOf(trace, calm)
  const cut = servers.flatMap((one, i) =>
    servers.slice(i + 1).flatMap((other) => (isCut(one, other) ? [`${one} and ${other}`] : [])),
  )
  if (cut.length > 0) return stuck('stuck-network-dead', `no path is left between ${listed(cut)}`)
  const connected = open.filter(({ client }) => !servers.some((server) => isCut(client, server)))
  if (connected.length === 0) {
    const clients = listed([...new Set(open.map(({ client }) => client))])
    return stuck('stuck-client-cut-off', `no path is left between ${clients} and some of ${listed(servers)}`)
  }
  return {
    kind: 'at-fault',
    calls: connected,
    entries: [],
    ...exchange(trace, calm, connected, servers, null),
  }
}
