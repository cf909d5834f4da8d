import type { IProperty } from 'fast-check'
import { explainFinding } from './explained.ts'
import {
  findingOf,
  minimiserOf,
  playAsFarAsPossible,
  runOf,
  type Finding,
  type Subject,
} from './hunt/index.ts'
import { labs, type Lab } from './labs/index.ts'
import { servicesOf } from './labs/services.ts'
import { unguarded } from './port/index.ts'
import { renderText } from './report/index.ts'
import { plans, runProperty, type Run } from './schedule/index.ts'
import { services } from './services/index.ts'
import { subjectOf } from './subject.ts'
import type { Judgement } from './trace/index.ts'

export { matchers } from './vitest/matchers.ts'

/** What a solution is claimed to be. */
export interface Claimed {
  /** Absent: the lab that has these parts. Two have the same, and must be told apart. */
  readonly lab?: string
  /** What is replicated. Absent: what is usual in the lab. */
  readonly service?: string
}

/** A property of solutions. Throws where the lab has none of that name, or cannot run the service. */
export type Claim = (solution: object, claimed?: Claimed) => IProperty<[Run]>

/** Reads as `fc.assert(linearizable(solution))`: one order of the calls explains every result. */
export const linearizable: Claim = claimOf('linearizable')

/** No write takes effect more often than it was invoked. */
export const noDuplicateWrites: Claim = claimOf('no-duplicate-writes')

/** Every call is answered in the calm after the storm. */
export const progress: Claim = claimOf('progress')

/** Handlers keep to the port. */
export const wellBehaved: Claim = claimOf('well-behaved')

/** Primary/backup: one primary in each view, and only it answers. */
export const singlePrimary: Claim = claimOf('single-primary')

/** Primary/backup: the view service keeps its contract. */
export const viewService: Claim = claimOf('view-service')

/** State machine replication: the servers execute the same writes in the same order, with the same results. */
export const replicasAgree: Claim = claimOf('replicas-agree')

/** State machine replication: every server has an operation before its reply leaves. */
export const allBeforeReply: Claim = claimOf('all-before-reply')

/** Replicated machine: the same inputs at the same instructions at every replica. */
export const sameState: Claim = claimOf('same-state')

/** Replicated machine: no output leaves before the backup has acknowledged all that led to it. */
export const outputRule: Claim = claimOf('output-rule')

/** Replicated machine: outputs are those of one machine, repeats allowed. */
export const oneMachine: Claim = claimOf('one-machine')

/** Replicated machine: only who has won the shared disk goes on alone. */
export const oneLive: Claim = claimOf('one-live')

/** A saved finding as one of fast-check's `examples`: `fc.assert(linearizable(solution), { examples: [example(finding)] })`. */
export function example(finding: Finding): [Run] {
  return [runOf(finding)]
}

function claimOf(property: string): Claim {
  return (solution, claimed) => claim(solution, claimed ?? {}, property)
}

function claim(solution: object, claimed: Claimed, name: string): IProperty<[Run]> {
  const lab = known('lab', labs, claimed.lab ?? labOf(solution))
  const runnable = Object.fromEntries(servicesOf(lab).map((each) => [each, services[each]]))
  const service = known(
    `service of the lab ${lab.name}`,
    runnable,
    claimed.service ?? servicesOf(lab)[0] ?? '',
  )
  const subject = subjectOf(lab, service, solution, unguarded)
  const judgement = known(
    `property of the lab ${lab.name}`,
    Object.fromEntries(subject.judgements.map((one) => [one.name, one])),
    name,
  )
  // While fast-check shrinks, only a failure in the same way counts as the same failure.
  let signature: string | null = null
  return runProperty(plans(subject.arena), minimiserOf(subject, judgement), (run) => {
    checkRun(run, lab.name, service.name)
    const failure = failureOf(subject, lab, judgement, run)
    if (failure === null || (signature !== null && failure.signature !== signature)) return
    signature = failure.signature
    throw new Error(failure.text)
  })
}

/** The lab whose parts a solution has, no more and no less. */
function labOf(solution: object): string {
  const parts = Object.keys(solution).toSorted().join()
  const fitting = Object.values(labs).filter((lab) => Object.keys(lab.parts).toSorted().join() === parts)
  const [only] = fitting
  if (only !== undefined && fitting.length === 1) return only.name
  const names = (fitting.length === 0 ? Object.values(labs) : fitting).map(({ name }) => name)
  throw new Error(
    `a solution with the parts ${parts} may be of ${fitting.length === 0 ? 'no lab' : 'several labs'}: ` +
      `say which, { lab: '${names.join("' } or { lab: '")}' }`,
  )
}

/** An example is of one lab and one service. */
function checkRun(run: Run, lab: string, service: string): void {
  const setup = run.kind === 'steps' ? run.setup : run.plan.setup
  if (setup.lab === lab && setup.service === service) return
  throw new Error(
    `the run is of the lab ${setup.lab} with the service ${setup.service}: claim the property with ` +
      `{ lab: '${setup.lab}', service: '${setup.service}' }`,
  )
}

function failureOf(
  subject: Subject,
  lab: Lab,
  judgement: Judgement,
  run: Run,
): { signature: string; text: string } | null {
  const trace = playAsFarAsPossible(subject, run)
  if (judgement.on === 'timed schedules' && trace.calm === null) return null
  const verdict = judgement.judge(trace)
  if (verdict.kind !== 'violated') return null
  const explanation = explainFinding(
    findingOf(judgement.name, verdict, trace, null),
    subject,
    lab,
    null,
    'essential',
  )
  const text =
    explanation === null ? verdict.because : renderText(explanation, { colour: false, columns: 100 })
  return { signature: verdict.signature, text }
}

function known<T>(what: string, all: Readonly<Record<string, T | undefined>>, name: string): T {
  const one = Object.hasOwn(all, name) ? all[name] : undefined
  if (one === undefined)
    throw new Error(`expected a ${what}, one of ${Object.keys(all).join(', ')}; found ${name}`)
  return one
}
