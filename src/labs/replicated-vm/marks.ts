import type { Trace } from '../../trace/index.ts'
import { contentOf } from '../../port/index.ts'
import { commonMarksOf } from '../marks.ts'
import { replayedInputs } from './breaches/replay.ts'
import { factsOf, isAlone, isPrimary, type ServerFacts } from './facts.ts'

/**
 * What a run of the replicated-vm lab exercised, besides what is common to all labs:
 *
 * - `retry`: a server got one packet twice
 * - `interrupt replayed`: the backup's machine was given an interrupt of the log
 * - `interrupt in the middle of work`: one that had hit the primary's machine in its work, not while it waited
 * - `timestamp replayed`
 * - `output after acknowledgement`: an output left that had been waited for
 * - `output repeated`: one output left both servers
 * - `failover`: the backup went live, and outputs left it
 * - `primary alone`: the primary went on without its backup
 * - `test-and-set lost`: a server asked, and was told that it may not go on
 */
export function marksOf(trace: Trace): ReadonlySet<string> {
  const marks = commonMarksOf(trace)
  markPackets(marks, trace)
  const { servers } = factsOf(trace)
  const primary = servers.find(isPrimary)
  const backup = servers.find((facts) => !isPrimary(facts))
  if (primary === undefined || backup === undefined) return marks
  markReplay(marks, primary, backup)
  markOutputs(marks, primary, backup)
  if (primary.wonAt !== null) marks.add('primary alone')
  if (primary.lostAt !== null || backup.lostAt !== null) marks.add('test-and-set lost')
  return marks
}

function markPackets(marks: Set<string>, { entries, setup }: Trace): void {
  const arrived = new Set<string>()
  for (const { cause } of entries) {
    if (cause.kind !== 'deliver' || cause.message.kind !== 'Packet' || !setup.servers.includes(cause.to))
      continue
    const content = `${cause.to} ${contentOf(cause.message)}`
    if (arrived.has(content)) marks.add('retry')
    arrived.add(content)
  }
}

function markReplay(marks: Set<string>, primary: ServerFacts, backup: ServerFacts): void {
  for (const [i, { event }] of replayedInputs(backup).entries()) {
    if (event.kind === 'timestamp') marks.add('timestamp replayed')
    else {
      marks.add('interrupt replayed')
      if (primary.inputs[i]?.stopped === 'count') marks.add('interrupt in the middle of work')
    }
  }
}

function markOutputs(marks: Set<string>, primary: ServerFacts, backup: ServerFacts): void {
  if (primary.released.some(({ at }) => !isAlone(primary, at))) marks.add('output after acknowledgement')
  const numbers = new Set(primary.released.map(({ number }) => number))
  for (const { at, number } of backup.released) {
    if (!isAlone(backup, at)) continue
    marks.add('failover')
    if (numbers.has(number)) marks.add('output repeated')
  }
}
