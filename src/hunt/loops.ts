import type { Address } from '../port/index.ts'
import type { Step } from '../trace/index.ts'
import { adopt, kindOf, oneByOne } from './cuts.ts'
import type { Failing, Trials } from './trials.ts'

/** Runs shorter than this have no room for a detour: a call, its message and another call. */
const stepsMin = 4

/**
 * Takes away detours: neighbours that lead back to where they began, such as a change of roles and back, or to the
 * same with two servers in each other's roles. No single step of them can be taken away. A detour ends before a step
 * like its first; long ones first.
 */
export function withoutLoops(failing: Failing, trials: Trials): Failing {
  let best = failing
  while (best.steps.length >= stepsMin) {
    const shorter = withoutLoop(best, trials)
    if (shorter === null) return best
    best = oneByOne(shorter, trials)
  }
  return best
}

function withoutLoop(failing: Failing, trials: Trials): Failing | null {
  const { setup, steps } = failing
  const swaps = [
    sameNodes,
    ...setup.servers.flatMap((a, i) => setup.servers.slice(i + 1).map((b) => swap(a, b))),
  ]
  const kinds = steps.map(kindOf)
  const swapped = swaps.map((other) => steps.map((step) => renamed(step, other)))
  const swappedKinds = swapped.map((each) => each.map(kindOf))
  for (let width = steps.length - 1; width > 1; width -= 1) {
    for (let at = 0; at + width < steps.length; at += 1) {
      for (const [i, others] of swapped.entries()) {
        if (swappedKinds[i]?.[at + width] !== kinds[at]) continue
        const candidate = [...steps.slice(0, at), ...others.slice(at + width)]
        const shorter = adopt(trials, failing, { setup, steps: candidate })
        if (shorter !== failing) return shorter
      }
    }
  }
  return null
}

function sameNodes(node: Address): Address {
  return node
}

function swap(a: Address, b: Address): (node: Address) => Address {
  return (node) => (node === a ? b : node === b ? a : node)
}

/** The step at other nodes; its message stays, and is matched by link and kind. */
export function renamed(step: Step, other: (node: Address) => Address): Step {
  switch (step.kind) {
    case 'deliver':
      return { ...step, from: other(step.from), to: other(step.to) }
    case 'invoke':
      return { ...step, client: other(step.client) }
    case 'timer':
    case 'crash':
    case 'join':
      return { ...step, node: other(step.node) }
    default:
      return step satisfies never
  }
}
