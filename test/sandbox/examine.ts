import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import {
  childEntry,
  runInChild,
  usualLimits,
  type ChildEnd,
  type ChildEvent,
  type Job,
} from '../../src/grade/child/index.ts'
import { loadSolution } from '../../src/grade/solution/index.ts'
import type { Finding } from '../../src/hunt/index.ts'
import { readPlain } from '../../src/port/index.ts'
import type { Attack, Files, Result } from './attack.ts'

/** A backup of `fakingReplication` has lost a write, and is promoted. */
const lost = readPlain(
  readFileSync(new URL('./lost-in-failover.finding.json', import.meta.url), 'utf8'),
) as Finding

const jobs: Readonly<Record<Attack['by'], Job>> = {
  failover: { kind: 'scenarios', names: ['failover'], withTraces: false },
  lost: { kind: 'replay', finding: lost, withOdds: false },
  hunt: { kind: 'hunt', seed: 1, schedulesMax: 3, properties: ['well-behaved', 'linearizable'] },
}

/** A hang is an outcome, too, but nobody waits ten minutes for it. */
const limits = { ...usualLimits, wallMsMax: 60_000 }

/** Lets a hostile solution be examined as any other is, in a process of its own. */
export async function examine(attack: Attack): Promise<Result> {
  const startMs = performance.now()
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'splitbrain-hostile-')))
  try {
    write(attack.files, folder)
    const outcome = await examined(attack, join(folder, 'own', 'solution.ts'))
    return { ...outcome, wallMs: performance.now() - startMs }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

type Said = Omit<Result, 'wallMs'>

async function examined(attack: Attack, path: string): Promise<Said> {
  const program = await loadSolution(path)
  if (program.kind === 'unusable') return { kind: 'unusable', said: JSON.stringify(program.problems) }
  const events: ChildEvent[] = []
  const job = jobs[attack.by]
  const end = await runInChild(
    { lab: 'primary-backup', service: 'key-value', program, job, print: false },
    { ...limits, ...attack.limits, entry: childEntry(), onEvent: (event) => void events.push(event) },
  )
  return { kind: kindOf(events, end), said: JSON.stringify([events.map(withoutRuns), end]) }
}

/** What is said to people. */
function withoutRuns(event: ChildEvent): unknown {
  if (event.kind === 'sighting') return event.finding.because
  if (event.kind === 'scenario') return [event.outcome, event.finding?.because]
  if (event.kind === 'outcome') {
    const { property, verdict } = event.outcome
    return [property, verdict.kind, verdict.kind === 'violated' ? verdict.finding.because : '']
  }
  if (event.kind === 'replayed') return [event.result.verdict, offencesIn(event)]
  return event.kind === 'unusable' ? event.problems : event.kind
}

function kindOf(events: readonly ChildEvent[], end: ChildEnd): Result['kind'] {
  if (events.some(({ kind }) => kind === 'unusable')) return 'unusable'
  if (end.kind !== 'done') return end.kind
  const by = events.flatMap((event) => {
    if (event.kind === 'replayed') {
      // A run ends with an offence, so that what would have been lost after it is not seen.
      if (offencesIn(event).length > 0) return ['well-behaved']
      return event.result.verdict.kind === 'violated' ? [lost.property] : []
    }
    if (event.kind === 'scenario' && event.outcome.kind === 'violated') return event.outcome.by
    return event.kind === 'outcome' && event.outcome.verdict.kind === 'violated'
      ? [event.outcome.property]
      : []
  })
  if (by.includes('well-behaved')) return 'offence'
  if (by.length > 0) return 'broken'
  if (events.some((event) => event.kind === 'replayed' && event.result.kind === 'diverged')) return 'diverged'
  const isHeld = events.every(
    (event) =>
      (event.kind !== 'scenario' || event.outcome.kind === 'survived') &&
      (event.kind !== 'outcome' || event.outcome.verdict.kind === 'holds') &&
      (event.kind !== 'replayed' || event.result.verdict.kind === 'holds'),
  )
  return isHeld ? 'held' : 'vacuous'
}

function offencesIn({ result }: ChildEvent & { readonly kind: 'replayed' }): readonly string[] {
  if (result.kind === 'diverged') return []
  return result.trace.entries.flatMap(({ effects }) =>
    effects.flatMap((effect) => (effect.kind === 'misbehaved' ? [effect.offence.message] : [])),
  )
}

/** Into `own` in the folder; a text that begins with `-> ` is a link. */
export function write(files: Files, folder: string): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, 'own', path)
    mkdirSync(dirname(file), { recursive: true })
    if (text.startsWith('-> ')) symlinkSync(text.slice(3), file)
    else writeFileSync(file, text)
  }
}
