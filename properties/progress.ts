import { crashesOf, msOf } from '../src/labs/lenses.ts'
import { announcedViews } from '../src/labs/primary-backup/lenses.ts'
import {
  historyOf,
  type Call,
  type Calm,
  type Judgement,
  type Trace,
  type Verdict,
} from '../src/trace/index.ts'
import { counted, listed, nameOfCall } from './naming.ts'
import type { Diagnose, FindStandstill } from './progress/diagnosis.ts'

/**
 * A call must be answered when the network has been calm, and the view the same, for so long. It is ten
 * times the longest delay of a message that our plans know; a solution with timers of some 100 ms needs a
 * tenth of it.
 */
const patienceMs = 3_000

/**
 * Whoever changes the view this often in the calm does not settle, and the clock of `patienceMs` must not
 * start again.
 */
const viewsInCalmMax = 20

/**
 * Judged in the calm only: under the storm no system need answer. Where the trace shows one of the five cases
 * in which no system can go on (slide 39), the verdict is vacuous and names it.
 */
export function progress(
  needs: readonly string[],
  diagnose: Diagnose,
  findStandstill: FindStandstill = () => null,
): Judgement {
  return {
    name: 'progress',
    claim: 'once the network is calm, every call returns, except in the five cases in which none can',
    source: 'CS 452 Primary/Backup, slide 39',
    on: 'timed schedules',
    needs,
    judge: (trace) => judge(trace, diagnose, findStandstill),
  }
}

function judge(trace: Trace, diagnose: Diagnose, findStandstill: FindStandstill): Verdict {
  const { calm, cutShort, entries } = trace
  if (cutShort !== null) return { kind: 'undecided', why: cutShort, stepsSpent: entries.length }
  if (entries.at(-1)?.effects.some(({ kind }) => kind === 'misbehaved') === true) {
    return { kind: 'vacuous', missing: 'a whole run: a handler misbehaved' }
  }
  if (calm === null) return { kind: 'vacuous', missing: 'a calm: the schedule has no clock' }
  const open = openCalls(trace)
  if (open.length === 0) {
    const standstill = findStandstill(trace, calm)
    if (standstill !== null) return { kind: 'violated', ...standstill }
    if (calm.unissued === 0) return { kind: 'holds' }
    return {
      kind: 'vacuous',
      missing: `time: ${counted(calm.unissued, 'call')} had not been issued when the run ended`,
    }
  }
  const diagnosis = diagnose(trace, calm, open)
  if (diagnosis.kind === 'stuck')
    return { kind: 'vacuous', missing: `${diagnosis.name}: ${diagnosis.because}` }
  const overdue = isAtRest(trace)
    ? diagnosis.calls
    : diagnosis.calls.filter((call) => isOverdue(trace, calm, call))
  if (overdue.length === 0) {
    const calls = listed(diagnosis.calls.map(nameOfCall))
    return {
      kind: 'vacuous',
      missing: `time: the run ended too early to say that ${calls} will not be answered`,
    }
  }
  return {
    kind: 'violated',
    because:
      `${listed(overdue.map(nameOfCall))}: unanswered ${calm.endMs - calm.fromMs} ms into the calm; ` +
      diagnosis.because,
    signature: diagnosis.signature,
    entries: [...new Set([...overdue.map(({ calledAt }) => calledAt), ...diagnosis.entries])]
      .toSorted((a, b) => a - b)
      .concat(entries.length - 1),
  }
}

/** Calls that have not returned, of clients that could still take the answer. */
function openCalls(trace: Trace): readonly Call[] {
  const crashes = crashesOf(trace)
  return historyOf(trace).filter(({ client, outcome }) => outcome.kind === 'pending' && !crashes.has(client))
}

function isOverdue(trace: Trace, { fromMs, endMs }: Calm, { calledAt }: Call): boolean {
  const waitingFromMs = Math.max(fromMs, msOf(trace, calledAt))
  const changesMs = announcedViews(trace)
    .flatMap(({ at, ackedAt }) => (ackedAt === null ? [at] : [at, ackedAt]))
    .map((at) => msOf(trace, at))
  const isSettling = changesMs.filter((ms) => ms > fromMs).length <= 2 * viewsInCalmMax
  return endMs - Math.max(waitingFromMs, ...(isSettling ? changesMs : [])) >= patienceMs
}

/** Whether nothing can happen any more: with every timer gone, what is unanswered stays so. */
function isAtRest(trace: Trace): boolean {
  const crashes = crashesOf(trace)
  const pending = new Set<string>()
  for (const { cause, effects } of trace.entries) {
    if (cause.kind === 'timer') pending.delete(timerKey(cause))
    for (const effect of effects) {
      if (effect.kind === 'timer-set' && !crashes.has(effect.node)) pending.add(timerKey(effect))
      if (effect.kind === 'timer-cancelled') pending.delete(timerKey(effect))
    }
  }
  return pending.size === 0
}

function timerKey({ node, name }: { readonly node: string; readonly name: string }): string {
  return `${node} ${name}`
}
