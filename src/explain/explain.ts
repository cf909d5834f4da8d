import { printableTexts, type Address, type Result } from '../port/index.ts'
import {
  historyOf,
  type Call,
  type Diagnosis,
  type Inevitability,
  type Judgement,
  type Narration,
  type Trace,
  type Violated,
} from '../trace/index.ts'
import type { CallBar, Explanation, Lane, Order, Replay, Row, Story } from './explanation.ts'
import { fold } from './fold.ts'
import { labelOfCommand, labelOfValue } from './label.ts'
import { stageStepsOf, withStage } from './stage.ts'
import { rowsOf, type EntryRows, type StepOf } from './rows.ts'

/** A failed run and what is known about it. */
export interface Failure {
  readonly trace: Trace
  readonly judgement: Pick<Judgement, 'name' | 'claim' | 'source'>
  readonly violated: Violated
  /** The lab: its fixed nodes, and how it tells its runs. */
  readonly lab: { readonly fixed: readonly Address[]; readonly narration?: Narration }
  readonly placement: Placement | null
  readonly replay: Replay | null
  /** From which step on it was bound to fail; absent: nobody has looked. */
  readonly inevitability?: Inevitability | null
  /** Whether it is proved that no shorter run fails so. */
  readonly isShortest?: boolean
  /** `essential`: the messages with which a run begins, before anyone does anything, are told in a line. */
  readonly detail: 'essential' | 'full'
}

/** An order that one machine could have followed, of all calls but one; calls are indexes of `historyOf(trace)`. */
export interface Placement {
  readonly placed: readonly number[]
  readonly unplaceable: number
  /** The unplaceable call would take effect before the placed one of this index: the number of all if after them. */
  readonly before: number
  /** What one machine would have returned to it there. */
  readonly expected: Result
}

/** Tells a failed run. The same failure gives the same explanation. What the solution wrote in it can be printed. */
export function explain({
  trace,
  judgement,
  violated,
  lab,
  placement,
  replay,
  inevitability = null,
  isShortest = false,
  detail,
}: Failure): Explanation {
  const narration = lab.narration ?? null
  const stepOf = stepsOf(trace)
  const diagnosis = narration?.diagnose(trace, judgement.name, violated) ?? null
  const story = rowsOf(trace, narration, stepOf)
  const fatalAt = violated.entries.at(-1) ?? trace.entries.length - 1
  const ruleAt = diagnosis?.at ?? null
  const decidedAt = decidedIn(trace, inevitability, stepOf)
  const turns = [...new Set([...(ruleAt === null ? violated.entries : [ruleAt]), ...decidedAt, fatalAt])]
  const stageSteps = detail === 'full' ? 0 : stageStepsOf(trace, turns, stepOf)
  const told = withStage(
    withDecided(withFatal(story, diagnosis, fatalAt, stepOf), decidedAt, inevitability, stepOf),
    stageSteps,
    stepOf,
  )
  const calls = historyOf(trace)
  return printableTexts<Explanation>({
    property: judgement.name,
    claim: judgement.claim,
    source: judgement.source,
    because: violated.because,
    diagnosis: diagnosis === null ? null : placed(diagnosis, stepOf),
    diagram: {
      lanes: lanesOf(trace, lab.fixed, story, stepOf),
      rows: fold(told, turns, stepOf),
    },
    calls: calls.map((call, i) => barOf(call, placeOf(i, placement), stepOf)),
    order: placement === null ? null : orderOf(calls, placement),
    replay,
    inevitability,
    isShortest,
    testModule: narration?.testModule ?? null,
    testService: narration?.testService === trace.setup.service ? null : trace.setup.service,
    steps: stepOf(trace.entries.length - 1),
    stageSteps,
  })
}

/** Tells a run that went well: what matters in it are the calls. */
export function tell(trace: Trace, { fixed, narration }: Failure['lab']): Story {
  const stepOf = stepsOf(trace)
  const story = rowsOf(trace, narration ?? null, stepOf)
  const returns = trace.entries.flatMap(({ effects }, at) =>
    effects.some(({ kind }) => kind === 'finished') ? [at] : [],
  )
  return printableTexts<Story>({
    diagram: { lanes: lanesOf(trace, fixed, story, stepOf), rows: fold(story, returns, stepOf) },
    calls: historyOf(trace).map((call) => barOf(call, 'open', stepOf)),
    steps: stepOf(trace.entries.length - 1),
  })
}

/** Steps are counted as in a finding: without the starts of the nodes that were there from the beginning. */
function stepsOf({ entries }: Trace): StepOf {
  let step = 0
  const steps = entries.map(({ cause }) => (cause.kind === 'start' ? step : (step += 1)))
  return (at) => steps[at] ?? step
}

function placed({ rule, title, slide, sentence, advice, at }: Diagnosis, stepOf: StepOf) {
  return { rule, title, slide, sentence, advice, step: at === null ? null : stepOf(at) }
}

function withFatal(
  story: readonly EntryRows[],
  diagnosis: Diagnosis | null,
  fatalAt: number,
  stepOf: StepOf,
): readonly EntryRows[] {
  return story.map((entry) => {
    const { at, rows } = entry
    const moment = { step: stepOf(at), atMs: null, kind: 'fatal' } as const
    const marks: Row[] = []
    if (at === diagnosis?.at) {
      const name = diagnosis.title.split(':')[0] ?? diagnosis.title
      marks.push({
        ...moment,
        why: 'rule',
        text: `here it went wrong${/^Rule \d/.test(name) ? `: ${name}` : ''}`,
      })
    }
    if (at === fatalAt && at !== diagnosis?.at) {
      marks.push({
        ...moment,
        why: 'promise',
        text: (diagnosis?.at ?? null) === null ? 'here it shows' : 'and here it shows',
      })
    }
    return marks.length === 0 ? entry : { ...entry, rows: rows.concat(marks), isChatter: false }
  })
}

/** The entry of the step that decided it, unless all was decided at the beginning or the failure itself comes with it. */
function decidedIn(trace: Trace, inevitability: Inevitability | null, stepOf: StepOf): readonly number[] {
  if (inevitability === null) return []
  const { failing, step } = inevitability
  if ((failing[0] ?? 0) >= (failing[step] ?? 0)) return []
  const at = trace.entries.findIndex(({ cause }, i) => cause.kind !== 'start' && stepOf(i) === step)
  return at < 0 || at === trace.entries.length - 1 ? [] : [at]
}

function withDecided(
  story: readonly EntryRows[],
  decidedAt: readonly number[],
  inevitability: Inevitability | null,
  stepOf: StepOf,
): readonly EntryRows[] {
  if (inevitability === null) return story
  const { failing, step, continuations } = inevitability
  const text = `from here on ${failing[step] ?? 0} of ${continuations} go wrong`
  return story.map((entry) => {
    const isMarked = entry.rows.some(({ kind }) => kind === 'fatal')
    if (!decidedAt.includes(entry.at) || isMarked) return entry
    const mark: Row = { step: stepOf(entry.at), atMs: null, kind: 'fatal', why: 'odds', text }
    return { ...entry, rows: [...entry.rows, mark], isChatter: false }
  })
}

function lanesOf(
  trace: Trace,
  fixed: readonly Address[],
  story: readonly EntryRows[],
  stepOf: StepOf,
): readonly Lane[] {
  const joined = new Map<Address, number>()
  const crashed = new Map<Address, number>()
  trace.entries.forEach(({ cause }, at) => {
    if (cause.kind === 'join') joined.set(cause.node, stepOf(at))
    if (cause.kind === 'crash') crashed.set(cause.node, stepOf(at))
  })
  const busy = new Set(story.flatMap(({ rows }) => rows.flatMap(nodesOf)))
  const nodes = [...trace.setup.clients, ...trace.setup.servers, ...joined.keys(), ...fixed]
  return nodes
    .filter((node) => busy.has(node))
    .map((node) => ({
      node,
      fromStep: joined.get(node) ?? 0,
      untilStep: crashed.get(node) ?? null,
    }))
}

/** A node of which no row tells is none of the story. */
function nodesOf(row: Row): readonly Address[] {
  switch (row.kind) {
    case 'message':
    case 'lost':
      return [row.from, row.to]
    case 'note':
      return [row.node]
    case 'banner':
    case 'fatal':
    case 'folded':
      return []
    default:
      return row satisfies never
  }
}

function placeOf(i: number, placement: Placement | null): CallBar['place'] {
  if (placement?.unplaceable === i) return 'unplaceable'
  return placement?.placed.includes(i) === true ? 'placed' : 'open'
}

function barOf(
  { client, number, command, calledAt, outcome }: Call,
  place: CallBar['place'],
  stepOf: StepOf,
): CallBar {
  return {
    client,
    number,
    command,
    label: labelOfCommand(command),
    fromStep: stepOf(calledAt),
    toStep: outcome.kind === 'returned' ? stepOf(outcome.at) : null,
    result: outcome.kind === 'returned' ? labelOfValue(outcome.result) : null,
    place,
  }
}

function orderOf(
  calls: readonly Call[],
  { placed: order, unplaceable, before, expected }: Placement,
): Order | null {
  const call = calls[unplaceable]
  if (call === undefined) return null
  return {
    placed: order.flatMap((i) => {
      const each = calls[i]
      return each === undefined ? [] : [nameOfCall(each)]
    }),
    before,
    unplaceable: `${call.client} ${labelOfCommand(call.command)}`,
    returned: call.outcome.kind === 'returned' ? labelOfValue(call.outcome.result) : 'nothing',
    expected: labelOfValue(expected),
  }
}

function nameOfCall({ client, command, outcome }: Call): string {
  const result = outcome.kind === 'returned' ? ` → ${labelOfValue(outcome.result)}` : ''
  return `${client} ${labelOfCommand(command)}${result}`
}
