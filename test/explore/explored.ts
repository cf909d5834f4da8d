import { ConcreteSearch } from '../../src/explore/concrete.ts'
import { Model, type ModelNode } from '../../src/explore/model.ts'
import { monitoredOf } from '../../src/explore/monitors.ts'
import { Search, type Ending } from '../../src/explore/search.ts'
import type { Scope } from '../../src/explore/scope.ts'
import type { Subject } from '../../src/hunt/index.ts'
import { encodePlain } from '../../src/port/index.ts'
import type { Entry } from '../../src/trace/index.ts'
import { historyText, nodeTextOf, type Reached } from './brute-force.ts'

type Explorable = Pick<Subject, 'cast' | 'machine' | 'judgements'>

const limits = { statesMax: 1_000_000, workMax: Infinity, depthMax: 1_000, onProgress() {} }

/** What a search reaches that leaves nothing out, told as the enumeration tells it. */
export function reachedOneByOne(subject: Explorable, scope: Scope): Reached {
  const model = modelOf(subject, scope)
  const search = new ConcreteSearch(model)
  mustComplete(search.run(limits))
  const worlds = new Set<string>()
  const nodes = new Set<string>()
  const histories = new Set<string>()
  const ints = new Int32Array(model.nodes.length + 1)
  for (let state = 0; state < search.states.count; state += 1) {
    search.states.read(state, ints)
    const texts = search.configurations.map((each, i) =>
      reactionText(model.nodes[i], each.stateIn(ints[i] ?? 0)),
    )
    const sent = search.configurations.flatMap((each, i) =>
      mailTexts(model.nodes[i], each.inboxIn(ints[i] ?? 0)),
    )
    const history = historyText({ entries: momentsOf(model, ints[model.nodes.length] ?? 0) })
    worlds.add(encodePlain([texts.toSorted(), sent.toSorted(), history]))
    histories.add(history)
    for (const text of texts) nodes.add(text)
  }
  return { worlds, nodes, histories }
}

/** What the search reaches that takes states together which nobody can tell apart. */
export function reachedTogether(
  subject: Explorable,
  scope: Scope,
): Omit<Reached, 'worlds'> & { states: number } {
  const model = modelOf(subject, scope)
  const search = new Search(model, { kind: 'free' }, () => true)
  mustComplete(search.run(limits))
  const nodes = new Set<string>()
  const histories = new Set<string>()
  const ints = new Int32Array(search.together.width)
  for (let id = 0; id < search.frontier.count; id += 1) {
    search.frontier.read(id, ints)
    histories.add(historyText({ entries: momentsOf(model, ints[model.nodes.length] ?? 0) }))
    for (const node of search.together.nodes) {
      const states = node.statesIn(ints[node.index] ?? 0)
      for (let i = 0; i < states.length; i += 2)
        nodes.add(reactionText(model.nodes[node.index], states[i] ?? 0))
    }
  }
  return { nodes, histories, states: search.frontier.count }
}

function modelOf(subject: Explorable, scope: Scope): Model {
  const judgements = monitoredOf(subject.judgements).filter(({ name }) => name === 'linearizable')
  return new Model({ ...subject, judgements }, scope, 'at once')
}

function mustComplete({ kind }: Ending): void {
  if (kind !== 'complete') throw new Error(`the search ended as ${kind}`)
}

function mailTexts(node: ModelNode | undefined, inbox: number): readonly string[] {
  if (node === undefined) throw new Error('a node is missing')
  const { mailbox, reactions } = node
  return [...mailbox.mailsIn(inbox)].map((mail) => {
    const { from, message } = mailbox.mails[mail] ?? {}
    return encodePlain([from, reactions.actor.address, message])
  })
}

function reactionText(node: ModelNode | undefined, state: number): string {
  if (node === undefined) throw new Error('a node is missing')
  const { reactions } = node
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
