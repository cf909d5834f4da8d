import { judgements } from '../../properties/index.ts'
import { rows, type Budget, type Result, type Row } from './hunting.ts'

export interface TableOptions extends Omit<Budget, 'onProgress'> {
  /** Names of the labs whose rows are hunted; empty for all. */
  readonly labs: readonly string[]
  /** Ids of the rows to hunt; empty for all. */
  readonly only: readonly string[]
  /** How many rows are hunted at the same time. */
  readonly jobs: number
  /** Hunts one row, here or in another process. */
  readonly hunt: (row: Row, budget: Omit<Budget, 'onProgress'>) => Promise<Result>
  readonly print: (line: string) => void
}

interface Hunted {
  readonly row: Row
  readonly result: Result
}

/**
 * Hunts wrong variants, which must be found, and right ones, in which nothing may be found, and prints a table for each
 * lab: which judgement fired, after how many schedules, and how long the shrunk run is. Returns whether all is as it
 * must be. Throws when `only` or `labs` choose nothing.
 */
export async function mutantsTable(options: TableOptions): Promise<boolean> {
  const { print, seed, schedulesMax, rightSchedulesMax } = options
  const chosen = chosenRows(options)
  print(
    `at most ${schedulesMax} schedules each (right solutions: ${rightSchedulesMax}), seed ${seed}; ` +
      'cells: schedules to the first failure / steps of the shrunk run',
  )
  const hunted: Hunted[] = []
  for (const lab of new Set(chosen.map((row) => row.lab))) {
    const ofLab = await labTable(
      lab,
      chosen.filter((row) => row.lab === lab),
      options,
    )
    hunted.push(...ofLab)
  }
  return summary(hunted, print)
}

function chosenRows({ labs, only }: TableOptions): readonly Row[] {
  const inLabs = rows.filter(({ lab }) => labs.length === 0 || labs.includes(lab))
  const chosen = inLabs.filter(({ id }) => only.length === 0 || only.includes(id))
  const unknownLab = labs.find((name) => !rows.some(({ lab }) => lab === name))
  if (unknownLab !== undefined) {
    const known = new Set(rows.map(({ lab }) => lab))
    throw new Error(`no lab \`${unknownLab}\` has variants: expected one of ${[...known].join(', ')}`)
  }
  const unknown = only.find((id) => !chosen.some((row) => row.id === id))
  if (unknown !== undefined) {
    throw new Error(
      `unknown variant \`${unknown}\`: expected one of ${inLabs.map(({ id }) => id).join(', ')}`,
    )
  }
  return chosen
}

async function labTable(
  lab: string,
  ofLab: readonly Row[],
  { hunt, jobs, print, seed, schedulesMax, rightSchedulesMax }: TableOptions,
): Promise<readonly Hunted[]> {
  const names = (judgements[lab] ?? []).map(({ name }) => name)
  print('')
  print(`${line(lab, [...names, 'CPU s'], names)}  scenarios`)
  const hunted = await inTurns(ofLab, jobs, async (row) => {
    const result = await hunt(row, { seed, schedulesMax, rightSchedulesMax })
    const cells = [...names.map((name) => cell(result, name)), firstCpu(result)]
    print(`${line(labelOf(row), cells, names)}  ${result.scenarios.join(' ') || '·'}`)
    for (const why of result.undecided) print(`  undecided: ${why}`)
    return { row, result }
  })
  const wrong = hunted.filter(({ row }) => row.isWrong)
  print(`${lab}: killed ${wrong.filter(isFlagged).length} of ${wrong.length} wrong variants`)
  return hunted
}

/** Prints what went wrong. Returns whether nothing did. */
function summary(hunted: readonly Hunted[], print: TableOptions['print']): boolean {
  const wrong = hunted.filter(({ row }) => row.isWrong)
  const known = wrong.filter((each) => !isFlagged(each) && each.result.ownRun.length > 0)
  const missed = wrong.filter((each) => !isFlagged(each) && !known.includes(each))
  const flagged = hunted.filter((each) => !each.row.isWrong && isFlagged(each))
  print('')
  print(`killed ${wrong.length - missed.length - known.length} of ${wrong.length} wrong variants`)
  for (const { row, result } of known) {
    const firstFoundAt = row.rare?.firstFoundAt.map((schedule) => schedule ?? 'not in 5,000').join(', ')
    print(`known to be rare: ${row.lab} ${labelOf(row)} ${row.title}`)
    print(
      `  first found by random schedules: ${firstFoundAt}; the run made for it breaks ${result.ownRun.join(', ')}`,
    )
  }
  for (const { row } of missed) print(`missed: ${row.lab} ${labelOf(row)} ${row.title}`)
  print(`${hunted.length - wrong.length} right solutions, ${flagged.length} false alarms`)
  for (const { row, result } of flagged) {
    const who = `${row.lab} ${labelOf(row)}`
    for (const name of result.scenarios) print(`false alarm: ${who}, scenario ${name}`)
    for (const hit of result.hits) print(`false alarm: ${who}, ${hit.property}: ${hit.because}`)
  }
  return missed.length === 0 && flagged.length === 0
}

/** The service is named where the lab has rows with several. */
function labelOf({ lab, id, service }: Row): string {
  const usual = rows.find((row) => row.lab === lab)?.service
  return service === usual ? id : `${id} (${service})`
}

/** `act` on each element, in order, `atATime` at a time. Results come in the order of the elements. */
async function inTurns<T, R>(
  list: readonly T[],
  atATime: number,
  act: (element: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  const waiting = list.entries()
  const worker = async (): Promise<void> => {
    for (const [i, element] of waiting) results[i] = await act(element)
  }
  await Promise.all(Array.from({ length: atATime }, worker))
  return results
}

/** Whether a hunt or a scenario speaks against it. */
function isFlagged({ result: { hits, scenarios } }: Hunted): boolean {
  return hits.length + scenarios.length > 0
}

function cell({ hits }: Result, name: string): string {
  const hit = hits.find(({ property }) => property === name)
  return hit === undefined ? '·' : `${hit.schedules}/${hit.steps}`
}

/** CPU seconds to the first failure, or of the whole hunt where there was none. */
function firstCpu({ hits, cpuMs }: Result): string {
  return (Math.min(cpuMs, ...hits.map((hit) => hit.cpuMs)) / 1_000).toFixed(1)
}

function line(label: string, cells: readonly string[], names: readonly string[]): string {
  const padded = cells.map((text, i) => text.padStart(Math.max(8, (names[i]?.length ?? 0) + 2)))
  return `${label.padEnd(16)}${padded.join('')}`
}
