import type { Address } from '../port/index.ts'
import type { Step } from '../trace/index.ts'
import type { Candidate, Plan, Run, TimedStep } from '../schedule/index.ts'

/** Plays steps as far as they can be taken, and returns those really taken. */
export type Try = (setup: Run & { kind: 'steps' }) => readonly Step[]

/** Plays a plan and returns all its steps. */
export type Unroll = (plan: Plan) => readonly Step[]

/** Up to this many steps, pairs of steps are taken away as well. */
const pairsStepsMax = 45
/** Up to so many neighbours are taken away at once. */
const windowStepsMax = 16

/** Where the search goes on: among chunks of steps to take away, or, when none is left, for a clearer order. */
type StepsCursor = ChunksCursor | { readonly kind: 'order' }

interface ChunksCursor {
  readonly kind: 'chunks'
  /** Steps taken away at a time. */
  readonly chunk: number
  /** Index at which the last chunk that could be taken away began: the search goes on below it, and wraps around. */
  readonly at: number
}

/**
 * Delta debugging (Zeller & Hildebrandt 2002, ddmin without its complement tests) over steps. It goes from the end
 * to the beginning, since later steps depend on earlier ones; when no single step and no pair can be taken away it
 * ends. A plan is first unrolled into its steps; if those do not fail without their clock (progress), the plan itself
 * is simplified.
 */
export function createMinimiser(
  attempt: Try,
  unroll: Unroll,
): (run: Run, cursor: unknown) => Iterable<Candidate> {
  return function* (run, cursor) {
    if (run.kind === 'plan') {
      yield { run: untimed(run.plan, unroll(run.plan)), cursor: null }
      for (const plan of simplerPlans(run.plan)) yield { run: { kind: 'plan', plan }, cursor: null }
      return
    }
    // A recorded run with a clock is judged by its clock: taking steps away would only lose messages.
    if (run.calm !== null) return
    yield* simplerSteps(run, cursor as StepsCursor | null, attempt)
  }
}

function untimed({ setup }: Plan, steps: readonly Step[]): Run {
  return { kind: 'steps', setup, calm: null, steps: steps.map((step) => ({ atMs: null, step })) }
}

type StepsRun = Run & { readonly kind: 'steps' }

function* simplerSteps(run: StepsRun, cursor: StepsCursor | null, attempt: Try): Iterable<Candidate> {
  if (cursor === null) yield* smallerSetups(run, attempt)
  const { steps } = run
  if (cursor?.kind === 'order') return yield* laterChoices(run, attempt)
  let chunk = Math.min(cursor?.chunk ?? Math.ceil(steps.length / 2), Math.max(1, steps.length))
  let from = cursor?.at ?? steps.length
  while (chunk >= 1) {
    for (const at of downFrom(from, steps.length, chunk)) {
      const candidate = without(run, (i) => i >= at && i < at + chunk, attempt)
      if (candidate !== null) yield { run: candidate, cursor: { kind: 'chunks', chunk, at } }
    }
    chunk >>= 1
    from = steps.length
  }
  yield* bolderCuts(run, attempt)
  yield* laterChoices(run, attempt)
}

/**
 * The same steps in a clearer order: calls, timers, crashes and joins as late as the failure allows, so that a run
 * begins with how its views formed. Ends, since each candidate moves one of them towards the end.
 */
function* laterChoices(run: StepsRun, attempt: Try): Iterable<Candidate> {
  yield* inOrderOfAppearance(run, attempt)
  const { steps } = run
  for (let at = steps.length - 2; at >= 0; at -= 1) {
    const moved = steps[at]
    if (moved === undefined || moved.step.kind === 'deliver') continue
    for (let to = steps.length - 1; to > at; to -= 1) {
      // Two of a kind in a row stay in order: there would be no end to changing places.
      if (steps.slice(at + 1, to + 1).every(({ step }) => step.kind !== 'deliver')) break
      const edited = [...steps.slice(0, at), ...steps.slice(at + 1, to + 1), moved, ...steps.slice(to + 1)]
      const taken = attempt({ ...run, steps: edited })
      if (taken.length < edited.length || !edited.every(({ step }, i) => step.kind === taken[i]?.kind))
        continue
      yield { run: { ...run, steps: taken.map((step) => ({ atMs: null, step })) }, cursor: { kind: 'order' } }
    }
  }
}

/** What single steps cannot do: several steps at once. Only for short runs, since there are many ways. */
function* bolderCuts(run: StepsRun, attempt: Try): Iterable<Candidate> {
  const { length } = run.steps
  if (length > pairsStepsMax) return
  for (const edited of [
    ...windows(run),
    ...pairs(length).map((isOut) => run.steps.filter((_step, i) => !isOut(i))),
  ]) {
    const candidate = tried(run, edited, attempt)
    if (candidate !== null)
      yield { run: candidate, cursor: { kind: 'chunks', chunk: 2, at: candidate.steps.length } }
  }
}

/** The same run with its servers and its clients numbered from 1, in the order in which they first do something. */
function* inOrderOfAppearance(run: StepsRun, attempt: Try): Iterable<Candidate> {
  const { setup } = run
  const appeared = [...new Set(run.steps.flatMap(({ step }) => nodesOf(step)))]
  const names = new Map<Address, Address>()
  for (const [prefix, nodes] of [
    ['s', setup.servers],
    ['c', setup.clients],
  ] as const) {
    for (const [i, node] of appeared.filter((one) => nodes.includes(one)).entries())
      names.set(node, `${prefix}${i + 1}`)
  }
  if ([...names].every(([node, name]) => node === name)) return
  // A server that joins keeps its name, which must not be given away.
  if (run.steps.some(({ step }) => step.kind === 'join')) return
  const other = (node: Address): Address => names.get(node) ?? node
  const renamed = {
    ...run,
    setup: {
      ...setup,
      servers: setup.servers.map(other).toSorted(),
      clients: setup.clients.map(other).toSorted(),
    },
    steps: run.steps.map((step) => renamedStep(step, other)),
  }
  if (
    new Set([...renamed.setup.servers, ...renamed.setup.clients]).size <
    setup.servers.length + setup.clients.length
  )
    return
  const taken = attempt(renamed)
  if (taken.length !== run.steps.length) return
  yield { run: { ...renamed, steps: taken.map((step) => ({ atMs: null, step })) }, cursor: { kind: 'order' } }
}

/** Starts of chunks, from `from` down to 0, then from the end down to `from` again. */
function* downFrom(from: number, length: number, chunk: number): Iterable<number> {
  const start = Math.min(from, length)
  for (let at = start - chunk; at > -chunk; at -= chunk) yield Math.max(0, at)
  if (chunk > 1) return
  for (let at = length - 1; at >= start; at -= 1) yield at
}

/**
 * Neighbours that make sense only together, such as a change of view that was not needed; with the servers in the
 * same roles afterwards, or with two of them in each other's. Long ones first.
 */
function* windows(run: StepsRun): Iterable<readonly TimedStep[]> {
  const { steps, setup } = run
  const swaps = setup.servers.flatMap((a, i) => setup.servers.slice(i + 1).map((b) => [a, b] as const))
  for (let width = Math.min(windowStepsMax, steps.length >> 1); width > 1; width -= 1) {
    for (let at = steps.length - width; at >= 0; at -= 1) {
      const before = steps.slice(0, at)
      const after = steps.slice(at + width)
      yield [...before, ...after]
      for (const [a, b] of swaps) {
        yield [
          ...before,
          ...after.map((step) => renamedStep(step, (node) => (node === a ? b : node === b ? a : node))),
        ]
      }
    }
  }
}

/** The step at other nodes; its message stays, and is matched by link and kind. */
function renamedStep({ atMs, step }: TimedStep, other: (node: Address) => Address): TimedStep {
  switch (step.kind) {
    case 'deliver':
      return { atMs, step: { ...step, from: other(step.from), to: other(step.to) } }
    case 'invoke':
      return { atMs, step: { ...step, client: other(step.client) } }
    case 'timer':
    case 'crash':
    case 'join':
      return { atMs, step: { ...step, node: other(step.node) } }
    default:
      return step satisfies never
  }
}

function pairs(length: number): ((i: number) => boolean)[] {
  const all: ((i: number) => boolean)[] = []
  for (let b = length - 1; b > 0; b -= 1) {
    for (let a = b - 1; a >= 0; a -= 1) all.push((i) => i === a || i === b)
  }
  return all
}

/** The run without some steps and without what cannot be taken any more; null where that is not smaller. */
function without(run: StepsRun, isOut: (i: number) => boolean, attempt: Try): StepsRun | null {
  return tried(
    run,
    run.steps.filter((_step, i) => !isOut(i)),
    attempt,
  )
}

function tried(run: StepsRun, edited: readonly TimedStep[], attempt: Try): StepsRun | null {
  const taken = attempt({ ...run, steps: edited })
  if (taken.length >= run.steps.length) return null
  return { ...run, steps: taken.map((step) => ({ atMs: null, step })) }
}

/** Without servers and clients that no step touches; with servers there from the beginning instead of joining. */
function* smallerSetups(run: StepsRun, attempt: Try): Iterable<Candidate> {
  const touched = new Set(run.steps.flatMap(({ step }) => nodesOf(step)))
  const servers = run.setup.servers.filter((server) => touched.has(server))
  const clients = run.setup.clients.filter((client) => touched.has(client))
  const isSmaller = servers.length < run.setup.servers.length || clients.length < run.setup.clients.length
  if (isSmaller) yield { run: { ...run, setup: { ...run.setup, servers, clients } }, cursor: null }
  for (const { step: join } of run.steps) {
    if (join.kind !== 'join') continue
    const steps = run.steps.filter(({ step }) => step !== join)
    const setup = { ...run.setup, servers: [...run.setup.servers, join.node].toSorted() }
    const taken = attempt({ ...run, setup, steps })
    if (taken.length <= steps.length)
      yield { run: { ...run, setup, steps: taken.map((step) => ({ atMs: null, step })) }, cursor: null }
  }
}

function nodesOf(step: Step): readonly string[] {
  switch (step.kind) {
    case 'invoke':
      return [step.client]
    case 'deliver':
      return [step.from, step.to]
    case 'timer':
    case 'crash':
    case 'join':
      return [step.node]
    default:
      return step satisfies never
  }
}

/** Fewer faults, fewer calls, fewer nodes, steadier latency. */
function* simplerPlans(plan: Plan): Iterable<Plan> {
  const { scheduler, operations, setup } = plan
  if (scheduler.kind !== 'timed') return
  for (const half of [
    scheduler.faults.slice(0, scheduler.faults.length >> 1),
    scheduler.faults.slice(scheduler.faults.length >> 1),
  ]) {
    if (half.length > 0)
      yield {
        ...plan,
        scheduler: { ...scheduler, faults: scheduler.faults.filter((f) => !half.includes(f)) },
      }
  }
  for (const fault of scheduler.faults) {
    yield {
      ...plan,
      scheduler: { ...scheduler, faults: scheduler.faults.filter((other) => other !== fault) },
    }
  }
  for (let chunk = operations.length >> 1; chunk >= 1; chunk >>= 1) {
    for (let at = 0; at < operations.length; at += chunk) {
      yield { ...plan, operations: operations.filter((_operation, i) => i < at || i >= at + chunk) }
    }
  }
  for (const client of setup.clients) {
    if (operations.some((operation) => operation.client === client)) continue
    yield { ...plan, setup: { ...setup, clients: setup.clients.filter((other) => other !== client) } }
  }
  if (setup.servers.length > 1) yield { ...plan, setup: { ...setup, servers: setup.servers.slice(0, -1) } }
  if (scheduler.latencyMs.max > 5)
    yield { ...plan, scheduler: { ...scheduler, latencyMs: { min: 5, max: 5 } } }
}
