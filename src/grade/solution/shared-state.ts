import { hunt, playSubject, type Finding, type Subject } from '../../hunt/index.ts'
import { encodePlain, type Address } from '../../port/index.ts'
import { Diverged, type Run } from '../../schedule/index.ts'
import type { Entry, Judgement, Offence, Trace, Verdict, Violated } from '../../trace/index.ts'
import { derive, type Subjects } from './subjects.ts'

export const sharedStateProperty = 'well-behaved'
const signature = 'state-outside-nodes'

const schedulesEnough = 20

/**
 * Whether nodes share state outside their fields: plays runs with one evaluation of the solution for all nodes and
 * again with one for each. Finds only what changes a run; a shared cache that changes none is let pass.
 */
export function sharedStateFinding(
  subjects: Subjects,
  { seed, schedulesMax }: { readonly seed: number; readonly schedulesMax: number },
  observe: (subject: Subject) => Subject,
): Finding | null {
  const subject = derive(subjects.together, { judgements: [sharedStateJudgement(subjects)] })
  const { outcomes } = hunt(observe(subject), {
    seed,
    schedulesMax: Math.min(schedulesMax, schedulesEnough),
    onProgress() {},
  })
  const verdict = outcomes[0]?.verdict
  return verdict?.kind === 'violated' ? verdict.finding : null
}

/** Plays the run of such a finding again. The trace ends with the offence if the nodes still share. */
export function replaySharedState(subjects: Subjects, run: Run): { verdict: Verdict; trace: Trace } {
  const trace = playSubject(subjects.together, run)
  const difference = differenceOf(subjects, trace)
  if (difference === null) return { verdict: { kind: 'holds' }, trace }
  const { at, entry } = difference
  const effects = [...entry.effects, { kind: 'misbehaved', ...offenceOf(difference, subjects) } as const]
  const entries = [...trace.entries.slice(0, at), { ...entry, effects }]
  return { verdict: violatedBy(difference, subjects), trace: { ...trace, entries } }
}

export function isSharedState(finding: Finding): boolean {
  return finding.property === sharedStateProperty && finding.signature === signature
}

/** Holds of traces of `together` that isolated nodes would have made too. */
function sharedStateJudgement(subjects: Subjects): Judgement {
  return {
    name: sharedStateProperty,
    claim: 'a node keeps its state in its fields, and shares nothing with other nodes but messages',
    source: 'src/port/node.ts',
    on: 'every schedule',
    needs: [],
    judge(trace) {
      const difference = differenceOf(subjects, trace)
      return difference === null ? { kind: 'holds' } : violatedBy(difference, subjects)
    },
  }
}

function violatedBy(difference: Difference, subjects: Subjects): Violated {
  const { node, offence } = offenceOf(difference, subjects)
  const because = `${node}, in ${offence.handler}: ${offence.message}`
  return { kind: 'violated', because, signature, entries: [difference.at] }
}

interface Difference {
  readonly at: number
  readonly entry: Entry
}

/** The first entry that isolated nodes would have made differently. */
function differenceOf({ isolated }: Subjects, trace: Trace): Difference | null {
  const steps = trace.entries.flatMap(({ cause, atMs }) =>
    cause.kind === 'start' ? [] : [{ atMs, step: cause }],
  )
  const entries = entriesOf(isolated, { kind: 'steps', setup: trace.setup, steps, calm: trace.calm })
  for (const [at, entry] of trace.entries.entries()) {
    const same = entries[at]
    if (same !== undefined && encodePlain(same.effects) === encodePlain(entry.effects)) continue
    return { at, entry }
  }
  return null
}

/** As far as the steps can be taken: they differ before one that cannot. */
function entriesOf(subject: Subject, run: Run & { readonly kind: 'steps' }): readonly Entry[] {
  try {
    return playSubject(subject, run).entries
  } catch (error) {
    if (!(error instanceof Diverged)) throw error
    return playSubject(subject, { ...run, steps: run.steps.slice(0, error.index), calm: null }).entries
  }
}

function offenceOf(
  { entry: { cause } }: Difference,
  { moduleStates }: Subjects,
): { readonly node: Address; readonly offence: Offence } {
  const suspects = moduleStates.length === 0 ? '' : `; look at ${moduleStates.join(', ')}`
  const message =
    'nodes share state outside their fields (module-level variable or static field): ' +
    `alone on its machine this node would have acted differently${suspects}`
  const node = cause.kind === 'deliver' ? cause.to : cause.kind === 'invoke' ? cause.client : cause.node
  return { node, offence: { kind: 'state', handler: handlerOf(cause), message, where: null } }
}

function handlerOf(cause: Entry['cause']): string {
  switch (cause.kind) {
    case 'deliver':
      return `receive ${cause.message.kind}`
    case 'timer':
      return `timer ${cause.name}`
    case 'invoke':
      return `submit ${cause.command.op}`
    case 'start':
    case 'join':
    case 'crash':
      return 'start'
    default:
      return cause satisfies never
  }
}
