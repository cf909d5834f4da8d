import type { Address } from '../port/index.ts'
import { serversMinOf } from '../schedule/index.ts'
import type { Entry, Step } from '../trace/index.ts'
import type { Failing, Steps, Trials } from './trials.ts'

/** Takes away what it can, coarse pieces first, until no single step can be taken away any more. */
export function cut(failing: Failing, trials: Trials): Failing {
  let best = adopt(trials, failing, causalPast(failing))
  best = withoutNodes(best, trials)
  best = withoutKinds(best, trials)
  for (let chunk = best.steps.length >> 1; chunk > 1; chunk >>= 1) best = withoutChunks(best, trials, chunk)
  return oneByOne(fitting(best, trials), trials)
}

/** Without any one step it does not fail, as far as other steps stay as they are. */
export function oneByOne(failing: Failing, trials: Trials): Failing {
  let best = failing
  for (;;) {
    const { length } = best.steps
    best = withoutChunks(best, trials, 1)
    if (best.steps.length === length) return best
  }
}

/** The shorter of the two: `candidate` if it fails in the same way. */
export function adopt(trials: Trials, best: Failing, candidate: Steps): Failing {
  const failing = trials.attempt(candidate)
  return failing !== null && failing.steps.length < best.steps.length ? failing : best
}

/** From the end to the beginning, since later steps depend on earlier ones. */
function withoutChunks(failing: Failing, trials: Trials, chunk: number): Failing {
  let best = failing
  for (let end = best.steps.length; end > 0; end = Math.min(end - chunk, best.steps.length)) {
    const start = Math.max(0, end - chunk)
    const steps = best.steps.filter((_step, i) => i < start || i >= end)
    best = adopt(trials, best, { ...best, steps })
  }
  return best
}

/** Without any step that could not have made a difference to what shows the failure. */
function causalPast({ setup, trace, violated }: Failing): Steps {
  const { entries } = trace
  const wanted = new Set(violated.entries)
  const nodes = new Set<Address>()
  const messages = new Set<unknown>()
  const steps: Step[] = []
  for (let at = entries.length - 1; at >= 0; at -= 1) {
    const entry = entries[at]
    if (entry === undefined || entry.cause.kind === 'start') continue
    const { cause } = entry
    const node = nodeOf(cause)
    if (!wanted.has(at) && !nodes.has(node) && !sends(entry, messages)) continue
    nodes.add(node)
    if (cause.kind === 'deliver') messages.add(cause.message)
    steps.push(cause)
  }
  return { setup, steps: steps.toReversed() }
}

function sends({ effects }: Entry, messages: ReadonlySet<unknown>): boolean {
  return effects.some((effect) => effect.kind === 'sent' && messages.has(effect.message))
}

/** Without all that a client, or a server, has to do with. */
function withoutNodes(failing: Failing, trials: Trials): Failing {
  let best = failing
  for (const node of [...best.setup.clients, ...best.setup.servers]) {
    const steps = best.steps.filter((step) => !touches(step, node))
    if (steps.length < best.steps.length) best = adopt(trials, best, { ...best, steps })
  }
  return fitting(best, trials)
}

/** Without all messages of a kind on a link, or all firings of a timer. */
function withoutKinds(failing: Failing, trials: Trials): Failing {
  let best = failing
  for (const kind of new Set(best.steps.map(kindOf))) {
    const steps = best.steps.filter((step) => kindOf(step) !== kind)
    if (steps.length < best.steps.length) best = adopt(trials, best, { ...best, steps })
  }
  return best
}

/**
 * Without servers and clients that no step touches, as far as the lab lets servers be away; with servers there from the
 * beginning instead of joining.
 */
export function fitting(failing: Failing, trials: Trials): Failing {
  let best = failing
  for (const join of best.steps) {
    if (join.kind !== 'join') continue
    const servers = [...best.setup.servers, join.node].toSorted()
    const steps = best.steps.filter((step) => step !== join)
    best = adopt(trials, best, { setup: { ...best.setup, servers }, steps })
  }
  const { setup, steps } = best
  const isTouched = (node: Address): boolean => steps.some((step) => touches(step, node))
  const servers = withoutSpare(setup.servers, isTouched, serversMinOf(trials.subject.arena))
  const clients = setup.clients.filter(isTouched)
  if (servers.length === setup.servers.length && clients.length === setup.clients.length) return best
  const smaller = trials.attempt({ setup: { ...setup, servers, clients }, steps })
  return smaller !== null && smaller.steps.length <= steps.length ? smaller : best
}

/** Those that are touched; where these are too few, the first of the others, too. */
function withoutSpare(
  servers: readonly Address[],
  isTouched: (node: Address) => boolean,
  serversMin: number,
): readonly Address[] {
  const spare = servers.filter((server) => !isTouched(server))
  const kept = new Set(spare.slice(0, Math.max(0, serversMin - (servers.length - spare.length))))
  return servers.filter((server) => isTouched(server) || kept.has(server))
}

function touches(step: Step, node: Address): boolean {
  return step.kind === 'deliver' ? step.from === node || step.to === node : nodeOf(step) === node
}

/** The node that takes the step. */
export function nodeOf(step: Step): Address {
  if (step.kind === 'deliver') return step.to
  return step.kind === 'invoke' ? step.client : step.node
}

export function kindOf(step: Step): string {
  switch (step.kind) {
    case 'deliver':
      return `${step.from}>${step.to} ${step.message.kind}`
    case 'timer':
      return `${step.node} ${step.name}`
    case 'invoke':
      return `${step.client} calls`
    case 'crash':
    case 'join':
      return `${step.kind} ${step.node}`
    default:
      return step satisfies never
  }
}
