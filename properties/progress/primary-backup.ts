import { crashesOf, serversOf } from '../../src/labs/lenses.ts'
import { announcedViews, viewServer, type Announced } from '../../src/labs/primary-backup/lenses.ts'
import type { Call, Calm, Trace } from '../../src/trace/index.ts'
import { listed } from '../naming.ts'
import { stuck, type Diagnose, type Diagnosis } from './diagnosis.ts'
import { exchange } from './exchange.ts'
import { linksOf, type Links } from '../links.ts'

/** Everything that a diagnosis looks at. */
interface Scene {
  readonly trace: Trace
  readonly calm: Calm
  readonly crashes: ReadonlyMap<string, number>
  readonly links: Links
  /** Servers that are up. */
  readonly up: readonly string[]
  /** Unanswered calls that are not excused so far. */
  readonly calls: readonly Call[]
}

/**
 * The five cases of slide 39, seen from the trace alone. In doubt it is a stuck case: a solution must not be
 * blamed for what none could do.
 */
export const diagnosePrimaryBackup: Diagnose = (trace, calm, open) => {
  const crashes = crashesOf(trace)
  const up = serversOf(trace).filter((server) => !crashes.has(server))
  const scene: Scene = { trace, calm, crashes, links: linksOf(trace, calm), up, calls: open }
  const views = announcedViews(trace).toSorted((a, b) => a.view.number - b.view.number)
  const last = views.at(-1) ?? null
  return diagnoseNodes(scene) ?? diagnoseClients(scene, last) ?? diagnoseView(reachable(scene, last), views)
}

function diagnoseNodes({ crashes, links, up }: Scene): Diagnosis | null {
  if (crashes.has(viewServer)) return stuck('stuck-view-server-dead', 'the view server crashed')
  if (up.length === 0) return stuck('stuck-no-backup', 'every server crashed')
  if (up.every((server) => links.isCut(server, viewServer))) {
    return stuck('stuck-network-dead', `no path is left between the view server and ${listed(up)}`)
  }
  return null
}

function diagnoseClients(scene: Scene, last: Announced | null): Diagnosis | null {
  if (reachable(scene, last).calls.length > 0) return null
  const clients = listed([...new Set(scene.calls.map(({ client }) => client))])
  return stuck(
    'stuck-client-cut-off',
    `no path is left between ${clients} and the view server or the primary`,
  )
}

/** Without the calls of clients that cannot reach whom they need. */
function reachable(scene: Scene, last: Announced | null): Scene {
  const { crashes, links, up } = scene
  const primary = last?.view.primary ?? null
  const calls = scene.calls.filter(
    ({ client }) =>
      !links.isCut(client, viewServer) &&
      !up.every((server) => links.isCut(client, server)) &&
      (primary === null || crashes.has(primary) || !links.isCut(client, primary)),
  )
  return { ...scene, calls }
}

function diagnoseView(scene: Scene, views: readonly Announced[]): Diagnosis {
  const last = views.at(-1)
  if (last === undefined) return atFault(scene, 'no-view-announced', 'the view server announced no view', [])
  const { primary, number } = last.view
  if (primary === null) return diagnoseNoPrimary(scene, views)
  if (last.ackedAt === null) return diagnoseUnacknowledged(scene, last, primary)
  return (
    diagnosePrimary(scene, last, primary) ??
    diagnoseBackup(scene, last, primary) ?? {
      kind: 'at-fault',
      calls: scene.calls,
      entries: [last.at],
      ...settled(number, exchange(scene.trace, scene.calm, scene.calls, [primary], number)),
    }
  )
}

function settled(number: number, { signature, because }: { signature: string; because: string }) {
  return { signature, because: `view ${number} is settled, but ${because}` }
}

/**
 * A view server that takes the role from the only one who has it may do so for good only when that one is
 * gone.
 */
function diagnoseNoPrimary(scene: Scene, views: readonly Announced[]): Diagnosis {
  const holder = views.findLast(({ view }) => view.primary !== null)
  const primary = holder?.view.primary ?? null
  if (primary !== null && isGone(scene, primary)) {
    return stuck('stuck-no-backup', `${primary}, the last primary, is gone`)
  }
  return atFault(scene, 'view-without-primary', 'the last view has no primary', [views.at(-1)?.at ?? 0])
}

function diagnoseUnacknowledged(scene: Scene, { view, at }: Announced, primary: string): Diagnosis {
  const { number, backup } = view
  const transfer = (why: string): Diagnosis =>
    stuck('stuck-transfer-unfinished', `view ${number} was never acknowledged, since ${why}`)
  if (isGone(scene, primary)) return transfer(`its primary ${primary} is gone`)
  if (backup !== null && isGone(scene, backup)) return transfer(`its backup ${backup} is gone`)
  if (backup !== null && scene.links.isCut(primary, backup)) {
    return transfer(`no path is left between ${primary} and ${backup}`)
  }
  const because = `view ${number} was announced, but its primary ${primary} never acknowledged it`
  return atFault(scene, 'view-never-acknowledged', because, [at])
}

/** The view is acknowledged: when its primary is gone, its backup takes over. */
function diagnosePrimary(scene: Scene, { view, at }: Announced, primary: string): Diagnosis | null {
  const { crashes, links } = scene
  const { number, backup } = view
  const isUnheard = crashes.has(primary) || links.isSevered(primary, viewServer)
  if (isUnheard) {
    if (backup === null)
      return stuck('stuck-no-backup', `${primary}, primary of view ${number}, is gone and had no backup`)
    if (isGone(scene, backup)) {
      return stuck('stuck-no-backup', `${primary} and ${backup}, the members of view ${number}, are gone`)
    }
    const because = `${primary} is gone, but its backup ${backup} was not made primary after view ${number}`
    return atFault(scene, 'dead-server-kept-in-view', because, [at, ...crashOf(scene, primary)])
  }
  if (!links.isSevered(viewServer, primary)) return null
  return stuck(
    'stuck-network-dead',
    `${primary}, primary of view ${number}, hears nothing from the view server`,
  )
}

/** The view is acknowledged and its primary alive: when its backup is gone, the primary goes on without. */
function diagnoseBackup(scene: Scene, { view, at }: Announced, primary: string): Diagnosis | null {
  const { crashes, links } = scene
  const { number, backup } = view
  if (backup === null) return null
  if (crashes.has(backup) || links.isSevered(backup, viewServer)) {
    const because = `${backup} is gone, but it was not replaced after view ${number}`
    return atFault(scene, 'dead-server-kept-in-view', because, [at, ...crashOf(scene, backup)])
  }
  if (!links.isCut(primary, backup) && !links.isSevered(viewServer, backup)) return null
  return stuck(
    'stuck-network-dead',
    `${backup}, backup of view ${number}, is alive to the view server but cannot work with ${primary}`,
  )
}

/** Crashed, or out of touch with the view server. */
function isGone({ crashes, links }: Scene, server: string): boolean {
  return crashes.has(server) || links.isCut(server, viewServer)
}

function crashOf({ crashes }: Scene, server: string): readonly number[] {
  const at = crashes.get(server)
  return at === undefined ? [] : [at]
}

function atFault(scene: Scene, signature: string, because: string, entries: readonly number[]): Diagnosis {
  return { kind: 'at-fault', signature, because, calls: scene.calls, entries }
}
