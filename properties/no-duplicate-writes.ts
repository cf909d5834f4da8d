import type { Entry, Executed, Judgement, Monitor, Trace, Verdict } from '../src/trace/index.ts'
import { contentOf } from '../src/port/index.ts'
import { counted, nameOfCommand } from './naming.ts'

/**
 * Counts in one lineage of state: the application keeps its count of executions in the state itself, so that
 * it travels with snapshots. A server that executes what another has executed too, or that starts again from
 * an older state, duplicates nothing.
 *
 * Blind spot: commands of equal content are counted together. Of two calls that append the same, one executed
 * twice and one lost looks right here; `linearizable` sees the results.
 */
export function noDuplicateWrites(needs: readonly string[]): Judgement {
  return {
    name: 'no-duplicate-writes',
    claim: 'a write takes effect at most once for each time that a client invoked it',
    source: 'CS 452 Primary/Backup, slides 28, 40–41',
    on: 'every schedule',
    needs,
    judge,
    monitor: () => monitor,
  }
}

/** How often each command was invoked, sorted by its content. */
type Invoked = readonly (readonly [content: string, times: number])[]

interface Writes {
  readonly invoked: string | null
  readonly executed: readonly (readonly [content: string, times: number])[]
}

const monitor: Monitor<Invoked, Writes> = {
  initial: [],
  observe({ cause, effects }: Entry) {
    const executed = effects.flatMap((effect): [string, number][] =>
      effect.kind === 'executed' && effect.write ? [[contentOf(effect.command), effect.times]] : [],
    )
    const invoked = cause.kind === 'invoke' ? contentOf(cause.command) : null
    return invoked === null && executed.length === 0 ? null : { invoked, executed }
  },
  next(before, { invoked, executed }) {
    const counts = new Map(before)
    if (invoked !== null) counts.set(invoked, (counts.get(invoked) ?? 0) + 1)
    if (executed.some(([content, times]) => times > (counts.get(content) ?? 0))) return null
    return [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1))
  },
}

function judge(trace: Trace): Verdict {
  const invokedAt = new Map<string, number[]>()
  const executedAt = new Map<string, number[]>()
  let at = -1
  for (const { cause, effects } of trace.entries) {
    at += 1
    if (cause.kind === 'invoke') note(invokedAt, contentOf(cause.command), at)
    for (const effect of effects) {
      if (effect.kind !== 'executed' || !effect.write) continue
      const content = contentOf(effect.command)
      note(executedAt, content, at)
      const invoked = invokedAt.get(content) ?? []
      if (effect.times <= invoked.length) continue
      return {
        kind: 'violated',
        because: explain(effect, invoked.length),
        signature: invoked.length === 0 ? 'write-never-invoked' : 'write-executed-again',
        entries: [...new Set([...invoked, ...(executedAt.get(content) ?? [])])].toSorted((a, b) => a - b),
      }
    }
  }
  return { kind: 'holds' }
}

function note(entries: Map<string, number[]>, content: string, at: number): void {
  const noted = entries.get(content)
  if (noted === undefined) entries.set(content, [at])
  else noted.push(at)
}

function explain({ node, command, times }: Executed, invocations: number): string {
  const what = nameOfCommand(command)
  if (invocations === 0) return `${node} executed ${what}, which no client has invoked`
  return (
    `${node} executed ${what}, which its state now holds ${counted(times, 'time')}, ` +
    `but it was invoked only ${counted(invocations, 'time')}`
  )
}
