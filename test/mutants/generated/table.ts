import { openPool } from '../pool.ts'
import type { Generated } from './generate.ts'
import type { Fate, GeneratedJob } from './hunt-generated.ts'
import { Progress, readClassifications, writeFates } from './records.ts'
import { mutantsOf, references, type Reference } from './references.ts'

export interface GeneratedOptions {
  /** Parts of identities: `cold-standby/`, `removed-call`; empty for all. */
  readonly only: readonly string[]
  readonly seed: number
  readonly schedulesMax: number
  readonly jobs: number
  /** What was found out before is not hunted again; a file. */
  readonly progress: string
  /** Whether to write down what became of each, for the tests. */
  readonly record: boolean
  readonly print: (line: string) => void
}

interface Hunted {
  readonly mutant: Generated
  readonly fate: Fate
}

/** So long may one take, on a machine with other things to do. */
const wallMsMax = 600_000

/** Hunts the generated mutants and lists those that survive. Returns whether each of them is classified. */
export async function generatedTable(options: GeneratedOptions): Promise<boolean> {
  const { only, print, record } = options
  const chosen = references.map((reference) => ({
    reference,
    mutants: mutantsOf(reference).filter(
      ({ identity }) => only.length === 0 || only.some((part) => identity.includes(part)),
    ),
  }))
  if (chosen.every(({ mutants }) => mutants.length === 0)) {
    throw new Error(`no generated mutant has any of \`${only.join('`, `')}\` in its name`)
  }
  if (record && only.length > 0) throw new Error('what is recorded is a run of all: leave out --only')
  const hunted: Hunted[] = []
  for (const { reference, mutants } of chosen) {
    if (mutants.length === 0) continue
    const ofReference = await huntAll(mutants, options)
    hunted.push(...ofReference)
    printReference(reference, ofReference, print)
  }
  if (record) await writeFates(new Map(hunted.map(({ mutant, fate }) => [mutant.identity, fate])))
  return printSurvivors(hunted, print)
}

async function huntAll(
  mutants: readonly Generated[],
  { seed, schedulesMax, jobs, progress: file }: GeneratedOptions,
): Promise<readonly Hunted[]> {
  const progress = new Progress(file)
  const pool = openPool<GeneratedJob, Fate>({ entry: new URL('worker.ts', import.meta.url), jobs, wallMsMax })
  const hunted = await Promise.all(
    mutants.map(async (mutant): Promise<Hunted> => {
      const known = progress.fateOf(mutant)
      if (known !== undefined) return { mutant, fate: known }
      const { file: source, text } = mutant
      const fate = (await pool.ask({ mutant: { file: source, text }, seed, schedulesMax })) ?? endless
      progress.add(mutant, fate)
      return { mutant, fate }
    }),
  )
  pool.close()
  return hunted
}

const endless: Fate = { kind: 'killed', by: 'time', how: 'it does not end' }

function printReference(
  { name }: Reference,
  hunted: readonly Hunted[],
  print: GeneratedOptions['print'],
): void {
  const killers = new Map<string, number>()
  for (const { fate } of hunted) {
    const by = fate.kind === 'killed' ? fate.by : 'nothing'
    killers.set(by, (killers.get(by) ?? 0) + 1)
  }
  const counts = [...killers].toSorted((a, b) => b[1] - a[1]).map(([by, count]) => `${by} ${count}`)
  print(`${name}: ${hunted.length} mutants, killed by: ${counts.join(', ')}`)
}

function printSurvivors(hunted: readonly Hunted[], print: GeneratedOptions['print']): boolean {
  const classifications = readClassifications()
  const survivors = hunted.filter(({ fate }) => fate.kind === 'survived')
  let isGood = true
  for (const { mutant } of survivors) {
    const { file, line, operator, identity, before, after } = mutant
    const classification = classifications.get(identity)
    if (classification === undefined) isGood = false
    const verdict =
      classification === undefined ? 'NOT CLASSIFIED' : `${classification.kind}: ${classification.why}`
    print('')
    print(`src/reference/${file}:${line} ${operator} (${identity})`)
    print(`  ${shortened(before)} → ${shortened(after) || 'nothing'}`)
    print(`  ${verdict}`)
  }
  const missed = survivors.filter(({ mutant }) => classifications.get(mutant.identity)?.kind === 'missed')
  print('')
  print(
    `${hunted.length} mutants, ${hunted.length - survivors.length} killed, ${survivors.length} survive: ` +
      `${survivors.length - missed.length} equivalent or not classified, ${missed.length} missed`,
  )
  return isGood
}

function shortened(text: string): string {
  return text.length <= 100 ? text : `${text.slice(0, 99)}…`
}
