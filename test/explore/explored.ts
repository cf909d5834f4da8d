import { Model } from '../../src/explore/model.ts'
import { monitoredOf } from '../../src/explore/monitors.ts'
import { Search } from '../../src/explore/search.ts'
import type { Scope } from '../../src/explore/scope.ts'
import type { Subject } from '../../src/hunt/index.ts'
import { encodePlain } from '../../src/port/index.ts'
import type { Entry } from '../../src/trace/index.ts'
import { historyText, nodeTextOf, type Reached } from './brute-force.ts'

/** What `explore` reaches, told as the enumeration tells it. */
export function reachedBy(subject: Subject, scope: Scope, isReduced: boolean): Reached {
  const judgements = monitoredOf(subject.judgements).filter(({ name }) => name === 'linearizable')
  const model = new Model({ ...subject, judgements }, scope, isReduced)
  const search = new Search(model)
  const ending = search.run({ statesMax: 1_000_000, depthMax: 1_000, onProgress() {} })
  if (ending.kind !== 'complete') throw new Error(`the search ended as ${ending.kind}`)
  const worlds = new Set<string>()
  const nodes = new Set<string>()
  const histories = new Set<string>()
  const ints = new Int32Array(model.width)
  for (let state = 0; state < search.states.count; state += 1) {
    search.states.read(state, ints)
    const texts = model.nodes.map(({ configurations, reactions }, i) =>
      reactionText(reactions, configurations.stateIn(ints[i] ?? 0)),
    )
    const sent = model.nodes.flatMap(({ configurations, mailbox, reactions }, i) =>
      [...mailbox.mailsIn(configurations.inboxIn(ints[i] ?? 0))].map((mail) => {
        const { from, message } = mailbox.mails[mail] ?? {}
        return encodePlain([from, reactions.actor.address, message])
      }),
    )
    const history = historyText({ entries: momentsOf(model, ints[model.nodes.length] ?? 0) })
    worlds.add(encodePlain([texts.toSorted(), sent.toSorted(), history]))
    histories.add(history)
    for (const text of texts) nodes.add(text)
  }
  return { worlds, nodes, histories }
}

function reactionText(reactions: Model['nodes'][number]['reactions'], state: number): string {
  const { actor, issued } = reactions.stateAt(state)
  const fields = actor.fields.fields.flatMap(([name, field]): [string, unknown][] =>
    field.kind === 'plain' ? [[name, field.value]] : [],
  )
  return nodeTextOf(reactions.actor.address, fields, actor.snapshot, actor.timers, actor.busy, issued)
}

interface Moment {
  readonly kind: 'called' | 'returned'
  readonly client: string
  readonly command: { readonly op: string }
  readonly result: string
}

/** The state of the monitor as entries, for the text that the enumeration has, too. */
function momentsOf({ monitors }: Model, state: number): Entry[] {
  const moments = monitors.stateAt(state)[0] as readonly Moment[]
  return moments.map(({ kind, client, command, result }) => ({
    cause: kind === 'called' ? { kind: 'invoke', client, command } : { kind: 'start', node: client },
    atMs: null,
    effects: kind === 'called' ? [] : [{ kind: 'finished', client, result }],
  }))
}
