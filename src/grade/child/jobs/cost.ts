import { findingOf, playSubject, type Finding } from '../../../hunt/index.ts'
import type { Address } from '../../../port/index.ts'
import type { Operation, Plan } from '../../../schedule/index.ts'
import type { Trace } from '../../../trace/index.ts'
import { services } from '../../../services/index.ts'
import { costJudgement, costSignature, messagesTo } from '../../cost.ts'
import { derive } from '../../solution/subjects.ts'
import type { Bench, JobKind } from './job.ts'

/**
 * Counts the messages to a node that calls cause: a calm run with calls, beside one of the same length without any. What
 * is sent by the clock, such as pings, is sent in both.
 */
export interface CostJob {
  readonly kind: 'cost'
  readonly lab: string
  readonly to: Address
  /** Messages for each call, on the average. */
  readonly perCallMax: number
}

export interface CostEvent {
  readonly kind: 'cost'
  readonly calls: number
  readonly answered: number
  readonly perCall: number
  readonly finding: Finding | null
}

export const costJob: JobKind<CostJob, CostEvent> = {
  kind: 'cost',
  run,
  describe: ({ to }) => `counting messages to ${to}`,
}

const calls = 100
const everyMs = 20
/** By then the first views have formed. */
const firstCallMs = 1_000

function run({ lab, to, perCallMax }: CostJob, { subjects, report, onSchedule }: Bench<CostEvent>): void {
  const service = services['key-value']
  if (service === undefined) throw new Error('expected a service `key-value`')
  const subject = derive(subjects.isolated, { machine: service })
  onSchedule(1)
  const idle = messagesTo(to, playSubject(subject, { kind: 'plan', plan: calmPlan(lab, []) }))
  onSchedule(2)
  const trace = playSubject(subject, { kind: 'plan', plan: calmPlan(lab, operations()) })
  const perCall = (messagesTo(to, trace) - idle) / calls
  const answered = answersIn(trace)
  // Where some call waits for its answer the run lasts longer, and what is sent by the clock is more.
  const finding = answered < calls ? null : findingIn(trace, to, idle, perCallMax)
  report({ kind: 'cost', calls, answered, perCall, finding })
}

function findingIn(trace: Trace, to: Address, idle: number, perCallMax: number): Finding | null {
  const messagesMax = idle + Math.floor(perCallMax * calls)
  const verdict = costJudgement(costSignature(to, messagesMax))?.judge(trace)
  if (verdict?.kind !== 'violated') return null
  const because =
    `${calls} calls in a calm run caused ${messagesTo(to, trace) - idle} messages to ${to} more than a run ` +
    `without calls, at most ${perCallMax} for each call were expected`
  return { ...findingOf('cost', verdict, trace, null), because }
}

function answersIn({ entries }: Trace): number {
  return entries.reduce(
    (sum, { effects }) => sum + effects.filter(({ kind }) => kind === 'finished').length,
    0,
  )
}

function operations(): readonly Operation[] {
  return Array.from({ length: calls }, (_, i) => ({
    client: 'c1',
    command: i % 2 === 0 ? { op: 'append', key: 'x', value: `${i}.` } : { op: 'get', key: 'x' },
    at: { ms: firstCallMs + i * everyMs },
  }))
}

function calmPlan(lab: string, planned: readonly Operation[]): Plan {
  return {
    setup: { lab, service: 'key-value', servers: ['s1', 's2'], clients: ['c1'] },
    scheduler: {
      kind: 'timed',
      latencyMs: { min: 1, max: 3 },
      faults: [],
      stormMs: firstCallMs + (calls + 10) * everyMs,
      settleMs: 250,
      calmMs: 5_000,
    },
    seed: 1,
    operations: planned,
  }
}
