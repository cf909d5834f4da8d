import { historyOf, type Call, type Entry, type Monitor } from '../src/trace/index.ts'

/** A call or a return. */
type Moment =
  | { readonly kind: 'called'; readonly client: string; readonly command: Call['command'] }
  | { readonly kind: 'returned'; readonly client: string; readonly result: Returned['result'] }

type Returned = Call['outcome'] & { readonly kind: 'returned' }

/**
 * Knows which calls returned before which were made, and no more: of calls with no return between them, and of returns
 * with no call between them, the order is forgotten. `isLegal` is asked when a call returns.
 */
export function historyMonitor(
  isLegal: (history: readonly Call[]) => boolean,
): Monitor<readonly Moment[], readonly Moment[]> {
  return {
    initial: [],
    observe({ cause, effects }) {
      const moments: Moment[] = []
      if (cause.kind === 'invoke') {
        moments.push({ kind: 'called', client: cause.client, command: cause.command })
      }
      for (const effect of effects) {
        if (effect.kind !== 'finished') continue
        moments.push({ kind: 'returned', client: effect.client, result: effect.result })
      }
      return moments.length === 0 ? null : moments
    },
    next(before, seen) {
      const moments = inAnyOrder([...before, ...seen])
      const isJudged = seen.some(({ kind }) => kind === 'returned')
      return isJudged && !isLegal(historyOfMoments(moments)) ? null : moments
    },
  }
}

/** Neighbours of one kind, sorted by client. */
function inAnyOrder(moments: readonly Moment[]): readonly Moment[] {
  const groups: Moment[][] = []
  for (const moment of moments) {
    const group = groups.at(-1)
    // A client calls again only after its return, so that no group has two moments of one.
    if (group !== undefined && group[0]?.kind === moment.kind) group.push(moment)
    else groups.push([moment])
  }
  return groups.flatMap((group) => group.toSorted((a, b) => (a.client < b.client ? -1 : 1)))
}

function historyOfMoments(moments: readonly Moment[]): readonly Call[] {
  return historyOf({ entries: moments.map(entryOf) })
}

/** The least entry in which it happens. */
function entryOf(moment: Moment): Entry {
  const { client } = moment
  return moment.kind === 'called'
    ? { cause: { kind: 'invoke', client, command: moment.command }, atMs: null, effects: [] }
    : {
        cause: { kind: 'start', node: client },
        atMs: null,
        effects: [{ kind: 'finished', client, result: moment.result }],
      }
}
