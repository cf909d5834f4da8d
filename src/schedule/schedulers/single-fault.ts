import type { Setup } from '../../trace/index.ts'
import { setupOf, type Arena } from '../arena.ts'
import { drawBase, faultsIn } from '../base-run.ts'
import { drawFault } from '../draw-fault.ts'
import type { Fault } from '../faults/registry.ts'
import type { Plan } from '../plan.ts'
import type { Random } from '../random.ts'
import type { Draft, Probe, SchedulerKind } from './scheduler-kind.ts'
import { runTimed, type Timed } from './timed.ts'

/** A run in which one thing goes wrong: each thing once, where the solution is at hand. */
export interface SingleFault extends Omit<Timed, 'kind'> {
  readonly kind: 'single-fault'
}

export const singleFault: SchedulerKind<SingleFault> = {
  name: 'single-fault',
  about: 'every single thing that can go wrong in a run in which all is well',
  draw,
  tailored,
  isEnumerated: true,
  run: runTimed,
}

function draw(arena: Arena, setup: Setup, random: Random): Draft<SingleFault> {
  const { scheduler, operations } = drawBase(arena, setup, random)
  const fault = drawFault(arena, setup, scheduler.stormMs, random)
  return { scheduler: { kind: 'single-fault', ...scheduler, faults: [fault] }, operations }
}

/**
 * All faults of one base run, with as many servers as the arena has at most; those of rare messages first. Before all else
 * the first message of each kind on each link is lost: there are few of them, and what is said once must be said again.
 */
function* tailored(arena: Arena, probe: Probe, random: Random): Iterable<Plan> {
  const setup = setupOf(arena, Math.max(...arena.servers), 2)
  const { scheduler, operations } = drawBase(arena, setup, random)
  const base: SingleFault = { kind: 'single-fault', ...scheduler }
  const plan = { setup, seed: 1, operations }
  const faults = faultsIn(probe({ ...plan, scheduler: base }), random)
  for (const fault of faults.toSorted((a, b) => Number(isFirstLoss(b)) - Number(isFirstLoss(a)))) {
    yield { ...plan, scheduler: { ...base, faults: [fault] } }
  }
}

function isFirstLoss(fault: Fault): boolean {
  return fault.kind === 'drop' && fault.message.nth === 1
}
