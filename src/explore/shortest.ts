import type { Address } from '../port/index.ts'
import type { Judgement, Setup, Step, Verdict } from '../trace/index.ts'
import { World } from '../world/index.ts'
import { Model, type Explored } from './model.ts'
import { monitoredOf } from './monitors.ts'
import { NotDeterministic } from './reactions.ts'
import type { Scope } from './scope.ts'
import { Search } from './search.ts'

export interface ShortestOptions {
  /** What the judgement's verdict on the run must say; null: any signature will do. */
  readonly signature: string | null
  /** Runs of up to so many steps are looked for. */
  readonly stepsMax: number
  /** States of the search: some microseconds and about a hundred bytes each. */
  readonly statesMax: number
  /** Units of `Work`: where states are dear, these bound the search. */
  readonly workMax: number
}

/** What a search for the shortest run has found out. Plain data. */
export type Shortest =
  /** These steps break the promise so, and no run of fewer steps does. */
  | { readonly kind: 'found'; readonly steps: readonly Step[]; readonly states: number }
  /** No run of up to `stepsMax` steps breaks the promise so: proved. */
  | { readonly kind: 'none'; readonly states: number }
  /** The budget was used up; no run of up to `proved` steps breaks the promise so. */
  | { readonly kind: 'stopped'; readonly proved: number; readonly states: number }
  /** The question cannot be answered so. */
  | { readonly kind: 'refused'; readonly why: string }

/**
 * The shortest run that breaks a promise in a given way, or a proof that there is none of up to `stepsMax` steps. Every step
 * of a run counts 1, as a reader counts them: each call, delivery, timer, crash and join. (No shortest run has a
 * crash in it, since no monitor looks at crashes: without that step, and with the node silent, the run breaks the same
 * promise.) What the scope leaves open is tried: messages in any order, lost, delayed, more than once; calls may be made or
 * not, each client's in their order; `joins` join at any time, or never. The scope should have no stage: one that it has
 * is not counted. `scopeOfRun` makes the scope of a run.
 *
 * The answer is exact, with one exception: who sends to a server before it has joined is not said to have misbehaved.
 * It is refused for judgements without a monitor (progress, and those on whole runs), where handlers remember something
 * outside their nodes, and for services that decide. Never throws for a scope made of a run that can be played.
 */
export function shortestRun(
  subject: Omit<Explored, 'judgements'>,
  judgement: Judgement,
  scope: Scope,
  { signature, stepsMax, statesMax, workMax }: ShortestOptions,
): Shortest {
  const [monitored] = monitoredOf([judgement])
  if (monitored === undefined)
    return { kind: 'refused', why: `${judgement.name} is judged on whole runs only` }
  if (subject.machine.decide !== undefined)
    return { kind: 'refused', why: 'the service decides outcomes, which are not part of a state' }
  const model = new Model({ ...subject, judgements: [monitored] }, scope, 'in a step')
  const accept = (_property: string, steps: readonly Step[]): boolean =>
    signature === null || signatureOf(judgeSteps(subject, judgement, scope.setup, steps)) === signature
  const search = new Search(model, { kind: 'each', stepsMax }, accept)
  const limits = { statesMax, workMax, depthMax: stepsMax, onProgress() {} }
  try {
    const ending = search.run(limits)
    const states = search.found
    if (ending.kind === 'broken') return { kind: 'found', steps: ending.steps, states }
    if (ending.kind === 'complete' || ending.why === 'steps') return { kind: 'none', states }
    return { kind: 'stopped', proved: ending.depth, states }
  } catch (error) {
    if (!(error instanceof NotDeterministic)) throw error
    return { kind: 'refused', why: error.message }
  }
}

/** Everything that the run's own setup allows: its nodes, its calls, its joins, and no bound but the number of steps. */
export function scopeOfRun(setup: Setup, steps: readonly Step[]): Scope {
  const calls = (client: Address) =>
    steps.flatMap((step) => (step.kind === 'invoke' && step.client === client ? [step.command] : []))
  return {
    setup,
    stage: [],
    joins: steps.flatMap((step) => (step.kind === 'join' ? [step.node] : [])),
    calls: Object.fromEntries(setup.clients.map((client) => [client, calls(client)])),
    horizon: null,
  }
}

function judgeSteps(
  { cast, machine }: Omit<Explored, 'judgements'>,
  { judge }: Judgement,
  setup: Setup,
  steps: readonly Step[],
): Verdict {
  const world = new World(setup, cast, machine)
  for (const step of steps) world.attempt(step, null)
  return judge(world.trace(null, null))
}

function signatureOf(verdict: Verdict): string | null {
  return verdict.kind === 'violated' ? verdict.signature : null
}
