import { encodePlain, type Address, type Application, type Cast, type Command } from '../../src/port/index.ts'
import type { Subject } from '../../src/hunt/index.ts'
import { historyOf, type Setup, type Step, type Trace } from '../../src/trace/index.ts'
import { World } from '../../src/world/index.ts'

/** A scope as `explore` has it, for a search that knows nothing but the world. */
export interface TinyScope {
  readonly setup: Setup
  readonly calls: Readonly<Record<Address, readonly Command[]>>
  /** A step is not taken where a message like this would be sent. */
  readonly isBeyond: (message: { readonly kind: string }) => boolean
  /** Servers that may crash, and fresh ones that may join, at any time. */
  readonly crashes: readonly Address[]
  readonly joins: readonly Address[]
  /** More are not looked at: then `isWhole` is false. */
  readonly worldsMax: number
}

/** What can be seen of all runs of a scope, as texts. */
export interface Reached {
  /** Everything: nodes, what is in flight, history. */
  readonly worlds: ReadonlySet<string>
  /** Of nodes that are up. */
  readonly nodes: ReadonlySet<string>
  readonly histories: ReadonlySet<string>
}

export interface Enumerated extends Reached {
  /** By history, the fewest steps that lead to it. */
  readonly stepsTo: ReadonlyMap<string, number>
  readonly isWhole: boolean
}

/** Every state that can be reached in an ordinary world: each is built from the beginning, step by step. */
export function enumerate(subject: Pick<Subject, 'cast' | 'machine'>, scope: TinyScope): Enumerated {
  const worlds = new Set<string>()
  const nodes = new Set<string>()
  const stepsTo = new Map<string, number>()
  const queue: (readonly Step[])[] = [[]]
  // The shortest first: each world is built from its beginning.
  for (const steps of queue) {
    const seen = play(subject, scope, steps)
    if (seen === null || worlds.has(seen.world)) continue
    worlds.add(seen.world)
    if (!stepsTo.has(seen.history)) stepsTo.set(seen.history, steps.length)
    for (const node of seen.nodes) nodes.add(node)
    if (worlds.size > scope.worldsMax) return { worlds, nodes, histories: new Set(), stepsTo, isWhole: false }
    for (const step of seen.enabled) queue.push([...steps, step])
  }
  return { worlds, nodes, histories: new Set(stepsTo.keys()), stepsTo, isWhole: true }
}

interface Seen {
  readonly world: string
  readonly nodes: readonly string[]
  readonly history: string
  readonly enabled: readonly Step[]
}

function play(
  subject: Pick<Subject, 'cast' | 'machine'>,
  scope: TinyScope,
  steps: readonly Step[],
): Seen | null {
  const objects = new Map<Address, object>()
  const apps = new Map<Address, Application>()
  const world = new World(scope.setup, watched(subject.cast, objects, apps), subject.machine)
  for (const step of steps) {
    const { effects } = world.apply(step, null)
    const isCut = effects.some((effect) => effect.kind === 'sent' && scope.isBeyond(effect.message))
    if (isCut && step === steps.at(-1)) return null
  }
  const trace = world.trace(null, null)
  const history = historyText(trace)
  const sent = [...sentIn(trace)].toSorted((a, b) => (a.text < b.text ? -1 : 1))
  const enabled = enabledIn(world, trace, scope, sent)
  const nodes = [...objects].map(([address, node]) => {
    const issued = trace.entries.filter(
      ({ cause }) => cause.kind === 'invoke' && cause.client === address,
    ).length
    const app = apps.get(address)
    return world.isUp(address) ? nodeText(world, address, node, app ?? null, issued) : `${address} is down`
  })
  return {
    world: encodePlain([nodes.toSorted(), sent.map(({ text }) => text), history]),
    nodes: nodes.filter((text) => !text.endsWith('is down')),
    history,
    enabled,
  }
}

/** The cast, with every node that it makes written down. */
function watched(cast: Cast, objects: Map<Address, object>, apps: Map<Address, Application>): Cast {
  const note = <T extends object>(address: Address, node: T): T => {
    objects.set(address, node)
    return node
  }
  return {
    ...cast,
    createFixed: (address) => note(address, cast.createFixed(address)),
    createClient: (address) => note(address, cast.createClient(address)),
    createServer: (address, app) => {
      apps.set(address, app)
      return note(address, cast.createServer(address, app))
    },
  }
}

function enabledIn(
  world: World,
  { entries }: Trace,
  { setup, calls, crashes, joins }: TinyScope,
  sent: readonly Sent[],
): readonly Step[] {
  const present = [...new Set([...world.cast.fixed, ...setup.servers, ...setup.clients, ...joins])]
  const invokes = setup.clients.flatMap((client): Step[] => {
    const made = entries.filter(({ cause }) => cause.kind === 'invoke' && cause.client === client).length
    const command = calls[client]?.[made]
    return command === undefined ? [] : [{ kind: 'invoke', client, command }]
  })
  const steps: readonly Step[] = [
    ...invokes,
    ...sent.map(({ step }) => step),
    ...present.flatMap((node) =>
      [...world.timersOf(node)].map((name): Step => ({ kind: 'timer', node, name })),
    ),
    ...crashes.map((node): Step => ({ kind: 'crash', node })),
    ...joins.map((node): Step => ({ kind: 'join', node })),
  ]
  return steps.filter((step) => world.whyNot(step) === null)
}

interface Sent {
  readonly text: string
  readonly step: Step
}

function sentIn({ entries }: Trace): Iterable<Sent> {
  const sent = new Map<string, Sent>()
  for (const { effects } of entries) {
    for (const effect of effects) {
      if (effect.kind !== 'sent') continue
      const { from, to, message } = effect
      const text = encodePlain([from, to, message])
      if (!sent.has(text)) sent.set(text, { text, step: { kind: 'deliver', from, to, message } })
    }
  }
  return sent.values()
}

function nodeText(
  world: World,
  address: Address,
  node: object,
  app: Application | null,
  issued: number,
): string {
  const fields = Object.entries(node).filter(([, value]) => app === null || value !== app)
  const timers = [...world.timersOf(address)].toSorted()
  const isBusy = world.setup.clients.includes(address) && !world.isIdle(address)
  // A snapshot is an effect; the world is not played on.
  return nodeTextOf(address, fields, app?.snapshot() ?? null, timers, isBusy, issued)
}

/** Also for what `explore` has reached. */
export function nodeTextOf(
  address: Address,
  fields: readonly (readonly [string, unknown])[],
  snapshot: unknown,
  timers: readonly string[],
  isBusy: boolean,
  issued: number,
): string {
  return encodePlain([
    address,
    fields.map(([name, value]) => [name, value]),
    snapshot,
    timers,
    isBusy,
    issued,
  ])
}

/** Which calls were made, what they returned, and which returned before which were made. */
export function historyText(trace: Pick<Trace, 'entries'>): string {
  const calls = historyOf(trace)
  const name = ({ client, number }: (typeof calls)[number]): string => `${client}#${number}`
  const lines = calls.map((call) => {
    const before = calls.filter(({ outcome }) => outcome.kind === 'returned' && outcome.at < call.calledAt)
    const { outcome } = call
    const result = outcome.kind === 'returned' ? outcome.result : '…'
    return encodePlain([name(call), call.command, result, before.map(name).toSorted()])
  })
  return lines.toSorted().join('\n')
}
