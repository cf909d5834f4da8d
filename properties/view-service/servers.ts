import { replyIn, requestIn, serversOf } from '../../src/labs/lenses.ts'
import { viewIn, viewServer } from '../../src/labs/primary-backup/lenses.ts'
import type { Entry, Trace, Violated } from '../../src/trace/index.ts'

type View = NonNullable<ReturnType<typeof viewIn>>

/** So many requests in a row at whose arrival the server turned to the view server without cause. */
const askedRequestsMax = 3

/** A request that the server took on as the primary of the view that it knew. */
interface Taken {
  readonly id: string
  readonly at: number
  readonly asked: boolean
  answered: boolean
}

interface Serving {
  /** The latest view that the server was told. */
  told: View | null
  readonly seen: Set<string>
  taken: Taken[]
}

/**
 * The view server must not be part of every request: a primary that knows its view answers without asking.
 * Only requests count that arrive for the first time, name the view that the server knows and has, and are
 * answered.
 * Source: slide 11.
 */
export function judgeServers(trace: Trace): Violated | null {
  const servingOf = new Map(
    serversOf(trace).map((server): [string, Serving] => [server, { told: null, seen: new Set(), taken: [] }]),
  )
  let at = -1
  for (const entry of trace.entries) {
    at += 1
    const server =
      entry.cause.kind === 'deliver' ? entry.cause.to : 'node' in entry.cause ? entry.cause.node : ''
    const serving = servingOf.get(server)
    if (serving === undefined) continue
    receive(serving, server, entry, at)
    const asked = answer(serving, server, entry)
    if (asked === null) continue
    return {
      kind: 'violated',
      because:
        `${server}, primary of view ${serving.told?.number ?? 0}, turned to the view server at each of ` +
        `${asked.length} requests in a row, though nothing had changed`,
      signature: 'server-asks-on-every-request',
      entries: asked.map(({ at: askedAt }) => askedAt),
    }
  }
  return null
}

function receive(serving: Serving, server: string, { cause, effects }: Entry, at: number): void {
  if (cause.kind !== 'deliver') return
  const view = viewIn(cause.message)
  if (view !== null && view.number > (serving.told?.number ?? 0)) {
    serving.told = view
    serving.taken = []
  }
  const request = requestIn(cause.message)
  if (request === null || serving.seen.has(request.id)) return
  serving.seen.add(request.id)
  if (serving.told?.primary !== server || request.viewNumber !== serving.told.number) return
  const asked = effects.some(
    (effect) => effect.kind === 'sent' && effect.from === server && effect.to === viewServer,
  )
  serving.taken.push({ id: request.id, at, asked, answered: false })
}

/** Takes note of replies. Returns the requests that asked, when they are too many. */
function answer(serving: Serving, server: string, { effects }: Entry): readonly Taken[] | null {
  for (const effect of effects) {
    if (effect.kind !== 'sent' || effect.from !== server) continue
    if (effect.message.kind === 'Refusal') serving.taken = []
    const id = replyIn(effect.message)?.id
    if (id === undefined) continue
    const taken = serving.taken.find((request) => request.id === id)
    if (taken === undefined || taken.answered) continue
    taken.answered = true
    const answered = serving.taken.filter((request) => request.answered).slice(-(askedRequestsMax + 1))
    if (answered.length > askedRequestsMax && answered.every(({ asked }) => asked)) return answered
  }
  return null
}
