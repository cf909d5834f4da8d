import type { Setup } from '../../trace/index.ts'
import { setupOf, type Arena } from '../arena.ts'
import { drawBase, faultsIn } from '../base-run.ts'
import { drawFault } from '../draw-fault.ts'
import type { Plan } from '../plan.ts'
import type { Random } from '../random.ts'
import type { Draft, Probe, SchedulerKind } from './scheduler-kind.ts'
import { runTimed, type Timed } from './timed.ts'

/** A run in which one thing goes wrong, and then another, or two: what goes wrong next is chosen where the first led. */
export interface Pairs extends Omit<Timed, 'kind'> {
  readonly kind: 'pairs'
}

export const pairs: SchedulerKind<Pairs> = {
  name: 'pairs',
  about: 'two or three things go wrong, the later ones where the first has led',
  draw,
  tailored,
  run: runTimed,
}

function draw(arena: Arena, setup: Setup, random: Random): Draft<Pairs> {
  const { scheduler, operations } = drawBase(arena, setup, random)
  const faults = [0, 1].map(() => drawFault(arena, setup, scheduler.stormMs, random))
  return { scheduler: { kind: 'pairs', ...scheduler, faults }, operations }
}

/** So many second faults for each first one, and third ones for each second. */
const nextFaults = 4

function* tailored(arena: Arena, probe: Probe, random: Random): Iterable<Plan> {
  for (;;) {
    const setup = setupOf(arena, random.oneOf(arena.servers), random.oneOf(arena.clients))
    const { scheduler, operations } = drawBase(arena, setup, random)
    let plan: Plan = { setup, seed: 1, operations, scheduler: { kind: 'pairs', ...scheduler } }
    let isBarren = true
    for (let depth = 0; depth < 3; depth += 1) {
      const faults = faultsIn(probe(plan), random)
      const before = plan
      for (const fault of faults.slice(0, depth === 0 ? 1 : nextFaults)) {
        plan = withFault(before, fault)
        if (depth === 0) continue
        isBarren = false
        yield plan
      }
    }
    // A handler that throws at the start leaves nothing that could go wrong besides: whoever asks gets a plan all the same.
    if (isBarren) yield plan
  }
}

function withFault(plan: Plan, fault: Pairs['faults'][number]): Plan {
  const { scheduler } = plan
  if (scheduler.kind !== 'pairs') return plan
  return { ...plan, scheduler: { ...scheduler, faults: [...scheduler.faults, fault] } }
}
