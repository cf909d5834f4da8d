import type { Address } from '../port/index.ts'
import { nodeOf } from './cuts.ts'
import { renamed } from './loops.ts'
import type { Failing, Steps, Trials } from './trials.ts'

/**
 * The same steps in a clearer order: calls, timers, crashes and joins as late as the failure allows, so that a run
 * begins with how its views formed; nodes are numbered as they appear. Ends, since every step that is moved goes
 * towards the end.
 */
export function inClearOrder(failing: Failing, trials: Trials): Failing {
  let best = inOrderOfAppearance(failing, trials)
  for (let moved = withOneLater(best, trials); moved !== null; moved = withOneLater(best, trials))
    best = moved
  return best
}

function withOneLater(failing: Failing, trials: Trials): Failing | null {
  const { setup, steps } = failing
  for (let at = steps.length - 2; at >= 0; at -= 1) {
    const moved = steps[at]
    if (moved === undefined || moved.kind === 'deliver') continue
    for (let to = steps.length - 1; to > at; to -= 1) {
      // Two of a kind in a row stay in order: there would be no end to changing places.
      if (steps.slice(at + 1, to + 1).every(({ kind }) => kind !== 'deliver')) break
      const edited = [...steps.slice(0, at), ...steps.slice(at + 1, to + 1), moved, ...steps.slice(to + 1)]
      const later = sameSteps(trials, { setup, steps: edited })
      if (later !== null) return later
    }
  }
  return null
}

/** The same run with its servers and its clients numbered from 1, in the order in which they first do something. */
function inOrderOfAppearance(failing: Failing, trials: Trials): Failing {
  const { setup, steps } = failing
  // A server that joins keeps its name, which must not be given away.
  if (steps.some(({ kind }) => kind === 'join')) return failing
  const appeared = [
    ...new Set(steps.flatMap((step) => (step.kind === 'deliver' ? [step.from, step.to] : [nodeOf(step)]))),
  ]
  const names = new Map<Address, Address>()
  for (const [prefix, nodes] of [
    ['s', setup.servers],
    ['c', setup.clients],
  ] as const) {
    const inOrder = [
      ...appeared.filter((one) => nodes.includes(one)),
      ...nodes.filter((one) => !appeared.includes(one)),
    ]
    for (const [i, node] of inOrder.entries()) names.set(node, `${prefix}${i + 1}`)
  }
  if ([...names].every(([node, name]) => node === name)) return failing
  const other = (node: Address): Address => names.get(node) ?? node
  const candidate = {
    setup: {
      ...setup,
      servers: setup.servers.map(other).toSorted(),
      clients: setup.clients.map(other).toSorted(),
    },
    steps: steps.map((step) => renamed(step, other)),
  }
  return sameSteps(trials, candidate) ?? failing
}

/** The candidate, if it fails in the same way with as many steps of the same kinds, one after the other. */
function sameSteps(trials: Trials, candidate: Steps): Failing | null {
  const failing = trials.attempt(candidate)
  const isSame =
    failing !== null &&
    failing.steps.length === candidate.steps.length &&
    candidate.steps.every(({ kind }, i) => kind === failing.steps[i]?.kind)
  return isSame ? failing : null
}
