import { crashesOf, msOf } from '../src/labs/lenses.ts'
import { firstDifference, lineagesOf, type Lineages, type Written } from '../src/labs/lineage.ts'
import { contentOf } from '../src/port/index.ts'
import {
  historyOf,
  type Effect,
  type Judgement,
  type Trace,
  type Verdict,
  type Violated,
} from '../src/trace/index.ts'
import { linksOf } from './links.ts'
import { nameOfCall, nameOfCommand, nameOfResult } from './naming.ts'
import { settleMsOf } from './settled.ts'

/**
 * The writes that made the state of a replica, whether it executed them or took over a snapshot. Of any two replicas
 * one has a beginning of what the other has: a replica may lag behind, and none may go another way. Reads change
 * nothing, and may be executed anywhere.
 *
 * Blind spot: writes of equal content cannot be told apart.
 */
export const replicasAgree: Judgement = {
  name: 'replicas-agree',
  claim:
    'the replicas execute the same writes in the same order and with the same results, and in the calm none of them is left behind',
  source: 'CS 452 Primary/Backup, slides 6–7, 9',
  on: 'every schedule',
  needs: ['write at every server', 'concurrent calls'],
  judge,
}

function judge(trace: Trace): Verdict {
  const lineages = lineagesOf(trace)
  return judgeOrder(trace, lineages) ?? judgeCalm(trace, lineages) ?? { kind: 'holds' }
}

function judgeOrder(trace: Trace, lineages: Lineages): Violated | null {
  /** The writes of the replica that is ahead of all others. */
  let ahead: readonly Written[] = []
  let at = -1
  for (const { effects } of trace.entries) {
    at += 1
    for (const effect of effects) {
      if (!changesState(effect)) continue
      const mine = lineages.after(effect.node, at)
      const differing = firstDifference(mine, ahead)
      const here = mine[differing]
      const there = ahead[differing]
      if (here !== undefined && there !== undefined) return differ(effect.node, differing, here, there, at)
      if (mine.length > ahead.length) ahead = mine
    }
  }
  return null
}

function changesState(
  effect: Effect,
): effect is Effect & { readonly kind: 'executed' | 'snapshot-restored' } {
  return (effect.kind === 'executed' && effect.write) || effect.kind === 'snapshot-restored'
}

function differ(node: string, place: number, here: Written, there: Written, at: number): Violated {
  const entries = [...new Set([there.at, here.at, at])].toSorted((a, b) => a - b)
  if (here.content === there.content) {
    return {
      kind: 'violated',
      because:
        `the write number ${place + 1}, ${nameOfCommand(here.command)}, came to ${nameOfResult(here.result)} at ${node}, ` +
        `but to ${nameOfResult(there.result)} at ${there.by}`,
      signature: 'outcomes-differ',
      entries,
    }
  }
  return {
    kind: 'violated',
    because:
      `the write number ${place + 1} that ${node} has executed is ${nameOfCommand(here.command)}, ` +
      `but the number ${place + 1} of ${there.by} is ${nameOfCommand(there.command)}`,
    signature: 'replicas-differ',
    entries,
  }
}

/** Nothing is lost in the calm: where all servers are up and reach one another, each gets what was acknowledged. */
function judgeCalm(trace: Trace, lineages: Lineages): Violated | null {
  const { calm, cutShort, entries } = trace
  const { servers } = trace.setup
  if (calm === null || cutShort !== null || servers.some((server) => crashesOf(trace).has(server)))
    return null
  const { isCut } = linksOf(trace, calm)
  if (servers.some((one) => servers.some((other) => one !== other && isCut(one, other)))) return null
  const settledMs = calm.endMs - settleMsOf(trace)
  if (settledMs < calm.fromMs) return null
  const end = entries.length - 1
  const known = new Set(lineagesOfAll(servers, lineages, end).flat())
  const counts = new Map<string, number>()
  for (const call of historyOf(trace)) {
    const { outcome } = call
    const content = contentOf(call.command)
    if (outcome.kind !== 'returned' || msOf(trace, outcome.at) > settledMs || !known.has(content)) continue
    const count = (counts.get(content) ?? 0) + 1
    counts.set(content, count)
    const behind = servers.find(
      (server) => lineages.after(server, end).filter((written) => written.content === content).length < count,
    )
    if (behind === undefined) continue
    return {
      kind: 'violated',
      because:
        `${behind} has not executed ${nameOfCall(call)}, which was acknowledged, ` +
        `at the end of ${calm.endMs - calm.fromMs} ms of calm`,
      signature: 'replica-left-behind',
      entries: [call.calledAt, outcome.at, end],
    }
  }
  return null
}

/** Contents of the writes that each server has. */
function lineagesOfAll(servers: readonly string[], lineages: Lineages, at: number): string[][] {
  return servers.map((server) => lineages.after(server, at).map(({ content }) => content))
}
