import { encodePlain, type Message } from '../../src/port/index.ts'
import { Actor, type ActorState, type Happening } from '../../src/explore/actor.ts'
import type { Explored } from '../../src/explore/model.ts'
import type { Scope } from '../../src/explore/scope.ts'
import type { Entry, Monitor, Step } from '../../src/trace/index.ts'

/** A state of the world as an object: what a step does not touch is shared with the state before. */
interface Copy {
  readonly nodes: readonly CopyNode[]
  readonly monitors: readonly unknown[]
}

interface CopyNode {
  readonly state: ActorState
  readonly issued: number
  /** By content. */
  readonly inbox: ReadonlyMap<string, { readonly from: string; readonly message: Message }>
}

/**
 * The yardstick: breadth first through all states of a scope, as one writes it first. States are objects that share what is
 * equal; each is compared by its content, as a text; handlers run in every state anew. No bound but the scope's horizon.
 * Returns how many states there are; a broken promise is not looked for but ends its run.
 */
export function copyingSearch({ cast, machine, judgements }: Explored, scope: Scope): number {
  const { setup, calls, horizon } = scope
  const roles = [
    ...cast.fixed.map((address) => ({ address, role: 'fixed' as const })),
    ...setup.servers.map((address) => ({ address, role: 'server' as const })),
    ...setup.clients.map((address) => ({ address, role: 'client' as const })),
  ]
  const addresses = roles.map(({ address }) => address)
  const company = { cast, machine, addresses: new Set(addresses), taken: new Set<string>() }
  const actors = roles.map(({ address, role }) => new Actor(address, role, company))
  const monitors: readonly Monitor[] = judgements.map(({ monitor }) => monitor(setup))

  const after = (copy: Copy, index: number, happening: Happening, step: Step): Copy | null => {
    const actor = actors[index]
    const before = copy.nodes[index]
    if (actor === undefined || before === undefined) return null
    const { state, effects } = actor.react(before.state, happening)
    const nodes = [...copy.nodes]
    const issued = before.issued + (happening.kind === 'invoke' ? 1 : 0)
    if (state !== null) nodes[index] = { ...before, state, issued }
    for (const effect of effects) {
      if (effect.kind === 'misbehaved') return null
      if (effect.kind !== 'sent') continue
      if (horizon !== null && (horizon.of(effect.message) ?? 0) > horizon.max) return null
      const to = addresses.indexOf(effect.to)
      const node = nodes[to]
      if (node === undefined) continue
      const { from, message } = effect
      const content = `${from} ${encodePlain(message)}`
      if (!node.inbox.has(content))
        nodes[to] = { ...node, inbox: new Map([...node.inbox, [content, { from, message }]]) }
    }
    const entry: Entry = { cause: step, atMs: null, effects }
    const next = monitors.map((monitor, i) => {
      const seen = monitor.observe(entry)
      return seen === null ? copy.monitors[i] : monitor.next(copy.monitors[i], seen)
    })
    return next.includes(null) ? null : { nodes, monitors: next }
  }

  let initial: Copy = {
    nodes: actors.map((actor) => ({ state: actor.keep(), issued: 0, inbox: new Map() })),
    monitors: monitors.map((monitor) => monitor.initial),
  }
  for (const [i, address] of addresses.entries())
    initial = after(initial, i, { kind: 'start' }, { kind: 'join', node: address }) ?? initial
  const known = new Set([nameOf(initial)])
  for (let level = [initial]; level.length > 0;) {
    const next: Copy[] = []
    for (const copy of level) {
      for (const [i, node] of copy.nodes.entries()) {
        const address = addresses[i] ?? ''
        for (const { happening, step } of happeningsIn(node, address, calls[address] ?? [])) {
          const reached = after(copy, i, happening, step)
          if (reached === null) continue
          const name = nameOf(reached)
          if (known.has(name)) continue
          known.add(name)
          next.push(reached)
        }
      }
    }
    level = next
  }
  return known.size
}

function happeningsIn(
  { state, issued, inbox }: CopyNode,
  address: string,
  calls: Scope['calls'][string],
): readonly { readonly happening: Happening; readonly step: Step }[] {
  const happenings: Happening[] = state.timers.map((name) => ({ kind: 'timer', name }))
  const command = calls[issued]
  if (command !== undefined && !state.busy) happenings.push({ kind: 'invoke', command })
  for (const { from, message } of inbox.values()) happenings.push({ kind: 'deliver', from, message })
  return happenings.map((happening) => ({ happening, step: stepOf(happening, address) }))
}

function stepOf(happening: Happening, address: string): Step {
  if (happening.kind === 'deliver') return { ...happening, to: address }
  if (happening.kind === 'invoke') return { ...happening, client: address }
  return happening.kind === 'timer' ? { ...happening, node: address } : { kind: 'join', node: address }
}

function nameOf({ nodes, monitors }: Copy): string {
  const texts = nodes.map(
    ({ state, issued, inbox }) => `${issued}\n${state.text}\n${[...inbox.keys()].toSorted().join('\n')}`,
  )
  return `${texts.join('\n\n')}\n\n${encodePlain(monitors)}`
}
