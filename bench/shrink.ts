import { stderr } from 'node:process'
import { sample } from 'fast-check'
import { positive } from '../src/cli/options.ts'
import { proofBounds, provedShortest, type SearchBounds } from '../src/hunt/shortest.ts'
import { shrinkAll } from '../src/hunt/shrink.ts'
import { playSubject, type Subject } from '../src/hunt/index.ts'
import { plans, type Run } from '../src/schedule/index.ts'
import type { Judgement } from '../src/trace/index.ts'
import { rows, subjectOfRow, type Row } from '../test/mutants/hunting.ts'
import { writeMeasured } from './document.ts'
import { describeMachine } from './machine.ts'
import { listed, script } from './script.ts'
import { shrinkTables, type ShrinkRow } from './shrink-tables.ts'

interface Options {
  readonly quick: boolean
  readonly lab?: string
  readonly only: readonly string[]
  readonly seeds: number
  readonly schedules: number
  readonly proofStates: number
  readonly write?: string
}

const options = script(
  'npm run bench:shrink --',
  'Measures how short failures become, and what that takes. Progress goes to stderr.',
)
  .option('--quick', 'one seed, and no longer searches for the minimum than a hunt makes', false)
  .option('--lab <name>', 'only variants of this lab')
  .option('--only <ids>', 'only these variants, such as S1,P2', listed, [])
  .option('--seeds <n>', 'failures of each variant', positive, 3)
  .option('--schedules <n>', 'in how many a failure is looked for', positive, 1_500)
  .option('--proof-states <n>', 'how far the minimum is searched for', positive, 300_000)
  .option('--write <file>', 'puts the tables between the marks of a document')
  .parse()
  .opts<Options>()
const seeds = options.quick ? 1 : options.seeds
/** Of the search for the minimum, where the hunt's own does not come to its end. */
const benchBounds: SearchBounds = options.quick
  ? proofBounds
  : { statesMax: options.proofStates, workMax: Infinity }
const { only } = options
/** The other labs are there to show that nothing depends on one; a few of their variants are enough. */
const others = new Set(['A1', 'A6', 'F1', 'O2', 'L2', 'R3'])
const plansDrawn = 64

const machine = describeMachine()
const measured: ShrinkRow[] = []
// The first one would pay for everything that is compiled while it runs.
for (const row of chosen().slice(0, 1)) measure(row, 1)
for (const row of chosen()) {
  for (let seed = 1; seed <= seeds; seed += 1) {
    const result = measure(row, seed)
    if (result === null) continue
    measured.push(result)
    const { id, property, steps, cpuMs, fewest } = result
    stderr.write(
      `${id} ${property}, seed ${seed}: ${steps} steps, ${Math.round(cpuMs)} ms, fewest ${fewest ?? '?'}\n`,
    )
  }
}
const text = shrinkTables(measured, { machine, seeds, statesMax: benchBounds.statesMax })
console.log(text)
if (options.write !== undefined) await writeMeasured(options.write, text)

function chosen(): readonly Row[] {
  return rows.filter(({ isWrong, lab, id }) => {
    if (!isWrong || (options.lab !== undefined && lab !== options.lab)) return false
    if (only.length > 0) return only.includes(id)
    return lab === 'primary-backup' || others.has(id)
  })
}

/** Shrinks the first failure of a promise about every schedule; null where none is met. */
function measure(row: Row, seed: number): ShrinkRow | null {
  const subject = subjectOfRow(row)
  const failing = firstFailure(subject, seed)
  if (failing === null) return null
  const { judgement, run, stepsBefore } = failing
  const startedAt = process.cpuUsage()
  const all = shrinkAll(subject, judgement, run)
  if (all === null) throw new Error(`what broke \`${judgement.name}\` does not break it again`)
  const { finding: shrunk, runs } = all
  const cpuMs = cpuMsSince(startedAt)
  const finding = provedShortest(subject, judgement, shrunk, proofBounds)
  const searchCpuMs = cpuMsSince(startedAt) - cpuMs
  const isProved = finding.minimality === 'proved'
  const proved = isProved ? finding : provedShortest(subject, judgement, finding, benchBounds)
  return {
    lab: row.lab,
    id: row.id,
    seed,
    property: finding.property,
    stepsBefore,
    steps: finding.steps.length,
    runs,
    stepsCut: shrunk.steps.length,
    cpuMs,
    searchCpuMs,
    fewest: proved.minimality === 'proved' ? proved.steps.length : null,
  }
}

function firstFailure(
  subject: Subject,
  seed: number,
): { readonly judgement: Judgement; readonly run: Run; readonly stepsBefore: number } | null {
  const judgements = subject.judgements.filter(
    ({ on, monitor }) => on === 'every schedule' && monitor !== undefined,
  )
  for (let drawn = 0; drawn < options.schedules; drawn += plansDrawn) {
    for (const plan of sample(plans(subject.arena), {
      seed: seed * 1_000_003 + drawn,
      numRuns: plansDrawn,
    })) {
      const run: Run = { kind: 'plan', plan }
      const trace = playSubject(subject, run)
      const judgement = judgements.find(({ judge }) => judge(trace).kind === 'violated')
      if (judgement !== undefined) return { judgement, run, stepsBefore: trace.entries.length }
    }
  }
  return null
}

function cpuMsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1_000
}
