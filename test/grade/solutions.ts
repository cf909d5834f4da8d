import { buildSync } from 'esbuild'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'
import { serve, type ChildEvent, type Job } from '../../src/grade/child/index.ts'
import { labs, type Lab } from '../../src/labs/index.ts'
import {
  createCasts,
  createEvaluate,
  createMeter,
  createWatch,
  loadSolution,
  ownRealm,
  type Evaluate,
  type Problem,
  type Program,
  type Watch,
} from '../../src/grade/solution/index.ts'
import type { Finding, Outcome } from '../../src/hunt/index.ts'

/** The path of a solution in `fixtures/`. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url))
}

const folders: string[] = []

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

/** A folder that is gone after the tests of the file. */
export function temporaryFolder(parent = tmpdir()): string {
  const folder = mkdtempSync(join(parent, 'splitbrain-'))
  folders.push(folder)
  return folder
}

/** Writes a solution to a folder of its own and returns its path: for text that no compiler of ours should see. */
export function written(text: string, name = 'solution.ts'): string {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, text)
  return path
}

/** A module of the tests as a solution in a folder of its own: a file with all that it imports. `exported` is of `it`. */
export function bundledAround(module: string, exported: string): string {
  const { outputFiles } = buildSync({
    stdin: {
      contents: `import it from './${module}'\nexport default ${exported}\n`,
      resolveDir: fileURLToPath(new URL('..', import.meta.url)),
    },
    bundle: true,
    format: 'esm',
    external: ['splitbrain/*'],
    write: false,
  })
  return written(outputFiles[0]?.text ?? '', 'solution.js')
}

export async function loaded(path: string): Promise<Program> {
  const program = await loadSolution(path)
  if (program.kind === 'unusable') throw new Error(JSON.stringify(program.problems))
  return program
}

/** Why the solution is refused before any of it has run. */
export async function problemsOf(path: string): Promise<readonly Problem[]> {
  const program = await loadSolution(path)
  return program.kind === 'unusable' ? program.problems : []
}

/** Everything a job reports, in this process. */
export async function eventsOf(
  path: string,
  job: Job,
  lab = 'primary-backup',
): Promise<readonly ChildEvent[]> {
  const events: ChildEvent[] = []
  const casts = createCasts(labs[lab] as Lab, await loaded(path), createMeter(), null, ownRealm)
  if (casts.kind === 'unusable') return [casts]
  serve(
    { lab, service: 'key-value', job },
    casts,
    (event) => events.push(event),
    () => {},
  )
  return events
}

export function huntJob(schedulesMax: number, properties: readonly string[] | null): Job {
  return { kind: 'hunt', seed: 1, schedulesMax, properties }
}

export function outcomesIn(events: readonly ChildEvent[]): readonly Outcome[] {
  return events.flatMap((event) => (event.kind === 'outcome' ? [event.outcome] : []))
}

/** What a short hunt finds against the solution's conduct. */
export async function misconductOf(path: string): Promise<Finding | null> {
  const [outcome] = outcomesIn(await eventsOf(path, huntJob(5, ['well-behaved'])))
  return outcome?.verdict.kind === 'violated' ? outcome.verdict.finding : null
}

/** Ready to be evaluated; what it prints goes to `printed`. */
export async function evaluator(
  text: string,
  name = 'solution.ts',
): Promise<{ evaluate: Evaluate; watch: Watch; printed: string[] }> {
  const program = await loaded(written(text, name))
  const watch = createWatch(program, createMeter())
  const printed: string[] = []
  return { evaluate: createEvaluate(program, watch, (line) => printed.push(line), ownRealm), watch, printed }
}

/** The default export of a solution that loads. */
export async function exportOf(text: string): Promise<unknown> {
  const { evaluate } = await evaluator(text)
  const evaluation = evaluate()
  if (evaluation.kind === 'unusable') throw new Error(JSON.stringify(evaluation.problems))
  return evaluation.exported
}
